# frozen_string_literal: true

module Sdk
  module Models
    # An object with all four cases of presence.
    class Thing < Runtime::Model
      field :id, int64
      field :name, string, nullable: true
      field :note, string, optional: true
      field :due, date_time, optional: true, nullable: true
    end

    # Further properties, patterns, constants.
    class Kept < Runtime::Model
      field :kind, string, constant: "kept"
      field :any, any, optional: true
      additional nullable(int32), patterns: { "^x-" => string }
    end

    # All scalars.
    class Scalars < Runtime::Model
      field :uint64, uint64, optional: true
      field :number, number, optional: true
      field :decimal, decimal, optional: true
      field :date, date, optional: true
      field :bytes, base64, optional: true
      field :url_bytes, base64url, optional: true, wire: "urlBytes"
      field :password, password, optional: true
      field :tuple, tuple(string, int32, rest: boolean), optional: true
      field :map, map(array(int32)), optional: true
      field :never, never, optional: true
      field :null, null, optional: true
    end

    # A tree.
    class Tree < Runtime::Model
      field :value, int32
      field :children, array(ref(:Tree)), optional: true
    end

    # An open set.
    module State
      extend Runtime::Enum

      OPEN = "open"
      CLOSED = "closed"

      enum string, [OPEN, CLOSED], open: true
    end

    # A closed set.
    module Sort
      extend Runtime::Enum

      UP = 1

      enum int64, [UP], open: false
    end

    # Cases by a property; a dog does not have it as a field.
    class Cat < Runtime::Model
      field :type, string
      field :lives, int32
    end

    # See +Cat+.
    class Dog < Runtime::Model
      field :bark, boolean
    end

    # By a property.
    module Pet
      extend Runtime::Union

      by_property "type"
      variant ref(:Cat), tags: ["cat"]
      variant ref(:Dog), tags: %w[dog hound]
    end

    # By kind.
    module Loose
      extend Runtime::Union

      by_kind
      variant string, kinds: [:string]
      variant int64, kinds: [:integer]
      variant array(string), kinds: [:array]
    end

    # By structure.
    module Shape
      extend Runtime::Union

      by_structure
      variant ref(:Dog), evidence: { "bark" => nil }
      variant ref(:Cat), evidence: { "type" => ["cat"] }
      variant int32
    end

    # A type that leads to itself.
    Nest = Runtime::Alias.of { array(ref(:Nest)) }

    # An error's body.
    class Problem < Runtime::Model
      field :title, string
    end

    # A page.
    class Page < Runtime::Model
      field :items, array(ref(:Thing)), optional: true
      field :next_page, string, optional: true, nullable: true
    end

    # Parts.
    class UploadForm < Runtime::Model
      field :file, file
      field :more, array(file), optional: true
      field :meta, ref(:Thing), optional: true
      field :count, int32, optional: true
      field :labels, array(string), optional: true
    end
  end

  module Services
    # Every kind of operation.
    class Things < Runtime::Service
      SHOW = operation(
        "ShowThing", "GET", ["/things/", 0],
        parameters: [
          path("id", string), query("tags", array(string)), header("X-Trace", string), cookie("session", string),
          query("filter", map(string), style: :deep), query("json", any, json: true)
        ],
        security: [["basic"], ["token"], ["key"], ["query_key"], ["cookie_key"], ["oauth"], []],
        answers: [answer(200, "application/json", :json, ref(:Thing))],
        errors: [[404, nil], ["4XX", ref(:Problem)], [nil, ref(:Problem)]]
      )
      CREATE = operation(
        "CreateThing", "POST", ["/things"], parameters: [],
                                            bodies: [content("application/json", :json, ref(:Thing))], body_required: true,
                                            answers: [answer(201, "application/json", :json, ref(:Thing)), answer(204)],
                                            retry_safety: :unsafe
      )
      SECURE = operation("SecureThing", "GET", ["/secure"], security: [["basic"], ["token"]], answers: [answer(204)])
      KEYED = operation("KeyedThing", "POST", ["/keyed"], answers: [answer(204)], retry_safety: "Idempotency-Key")
      NEVER = operation("NeverThing", "PUT", ["/never"], answers: [answer(204)], retry_safety: :never)
      LIST = operation(
        "ListThings", "GET", ["/list"], parameters: [query("page", int32)],
                                        answers: [answer(200, "application/json", :json, ref(:Page))],
                                        paging: pages([:items], [:link, [:next_page]], unique: [:id])
      )
      CURSORS = operation(
        "Cursors", "GET", ["/cursors"], parameters: [query("after", string)],
                                        answers: [answer(200, "application/json", :json, ref(:Page))],
                                        paging: pages([:items], [:cursor, [:next_page], "after"])
      )
      NUMBERS = operation(
        "Numbers", "GET", ["/numbers"], parameters: [query("page", int32)],
                                        answers: [answer(200, "application/json", :json, ref(:Page))],
                                        paging: pages([:items], [:page, "page", 1])
      )
      OFFSETS = operation(
        "Offsets", "GET", ["/offsets"], parameters: [query("offset", int32)],
                                        answers: [answer(200, "application/json", :json, ref(:Page))],
                                        paging: pages([:items], [:offset, "offset", 0])
      )
      UPLOAD = operation(
        "Upload", "POST", ["/upload"],
        bodies: [
          content("multipart/form-data", :multipart, ref(:UploadForm),
                  { "file" => [:file, false, nil], "more" => [:file, true, "image/png"], "meta" => [:json, false, nil],
                    "count" => [:text, false, nil], "labels" => [:text, true, nil] }),
          content("image/*", :binary),
          content("text/plain", :text),
          content("application/x-www-form-urlencoded", :form, ref(:Scalars),
                  { "map" => [:deep, true], "tuple" => [:json, false] })
        ],
        answers: [answer(204)]
      )
      STREAM = operation(
        "Stream", "GET", ["/stream"],
        answers: [
          answer(200, "application/octet-stream", :binary), answer(200, "text/event-stream", :events, ref(:Thing)),
          answer(200, "application/x-ndjson", :lines, ref(:Thing)), answer(200, "application/json", :json, ref(:Thing)),
          answer(200, "text/plain", :text)
        ]
      )
      private_constant(*constants(false))

      def show(id, tags: nil, trace: nil, session: nil, filter: nil, json: nil, options: nil)
        __call__(SHOW, [id, tags, trace, session, filter, json], options)
      end

      def create(body, options: nil)
        __call__(CREATE, [], options, body)
      end

      def upload(body, content_type: nil, options: nil)
        __call__(UPLOAD, [], options, body, content_type)
      end

      { secure: SECURE, keyed: KEYED, never: NEVER, stream: STREAM }.each do |name, operation|
        define_method(name) { |options: nil| __call__(operation, [], options) }
      end

      { list: LIST, cursors: CURSORS, numbers: NUMBERS, offsets: OFFSETS }.each do |name, operation|
        define_method(name) { |at: nil, options: nil| __call__(operation, [at], options) }
      end
    end
  end

  # The client of the tests.
  class Client < Runtime::Client
    TOKEN_URL = "https://id.example/token"
    SCHEMES = [
      Runtime::Scheme.new(name: "basic", kind: :basic),
      Runtime::Scheme.new(name: "token", kind: :bearer),
      Runtime::Scheme.new(name: "key", kind: :header, key: "X-Key"),
      Runtime::Scheme.new(name: "query_key", kind: :query, key: "api key"),
      Runtime::Scheme.new(name: "cookie_key", kind: :cookie, key: "sid"),
      Runtime::Scheme.new(name: "oauth", kind: :oauth2, token_url: TOKEN_URL)
    ].freeze
    SERVERS = [
      Runtime::Server.new(["https://", Runtime::Server.variable("subdomain", "www"), ".example/",
                           Runtime::Server.variable("base", "v1", %w[v1 v2])])
    ].freeze
    private_constant :TOKEN_URL, :SCHEMES, :SERVERS

    def initialize(subdomain: nil, base: nil, basic: nil, token: nil, key: nil, query_key: nil, cookie_key: nil, oauth: nil,
                   **settings)
      super()
      credentials = { "basic" => basic, "token" => token, "key" => key, "query_key" => query_key, "cookie_key" => cookie_key,
                      "oauth" => oauth }
      __configure__(SCHEMES, credentials, SERVERS, { "subdomain" => subdomain, "base" => base }, **settings)
    end

    def things
      Services::Things.new(@core)
    end
  end
end
