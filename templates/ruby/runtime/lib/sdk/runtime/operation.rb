# frozen_string_literal: true

module Sdk
  module Runtime
    # A parameter: how its value is written.
    class Parameter
      # @return [String]
      attr_reader :name
      # @return [Symbol]
      attr_reader :location

      def initialize(location, name, type, style:, explode:, reserved: false, json: false)
        @location = location
        @name = name
        @type = type
        @style = style
        @explode = explode
        @reserved = reserved
        @json = json
      end

      # Writes a value into a request; +nil+ is absent.
      def write(value, request)
        return if value.nil?

        json = @type.encode(@type.coerce(value))
        json = Json.generate(json) if @json
        place(json, request)
      rescue Mismatch => e
        raise LocalError.new("parameter #{@name}: #{e.message}", kind: :value)
      end

      private

      def place(json, request)
        case @location
        when :path then request.path[@name] = Style.path(@name, @style, @explode, json)
        when :query then request.query.concat(Style.query(@name, @style, @explode, json, reserved: @reserved))
        when :header then request.headers[@name.downcase] = Header.check(@name, Style.plain(@explode, json))
        when :cookie then cookie(json, request)
        end
      end

      def cookie(json, request)
        Header.check("cookie", Style.plain(@explode, json))
        request.cookies << [Style.escape(@name), Style.cookie(@explode, json)]
      end
    end

    # An operation of the API.
    class Operation
      # @return [String]
      attr_reader :id, :http_method, :accept
      # @return [Array]
      attr_reader :parameters, :bodies, :body_required, :security, :answers, :errors
      # @return [Symbol, String] +:idempotent+, +:unsafe+, +:never+, or the header of a key
      attr_reader :retry_safety
      # @return [Server, nil] a server of its own
      attr_reader :server
      # @return [Paging, nil]
      attr_reader :paging

      def initialize(id, http_method, path, parameters: [], bodies: [], body_required: false, security: [],
                     accept: "application/json", answers: [], errors: [], retry_safety: :idempotent, server: nil, paging: nil)
        @id = id
        @http_method = http_method
        @path = path.map { |part| part.is_a?(::Integer) ? parameters[part].name : [literal(part)] }
        @parameters = parameters
        @bodies = bodies
        @body_required = body_required
        @security = security
        @answers = answers
        @errors = errors
        @retry_safety = retry_safety
        @server = server
        @paging = paging
        @accept = accept
        freeze
      end

      # The path with the values of its parameters. A segment that a URL parser would take for a step is refused, as no encoding
      # of it would help.
      def path(values)
        path = @path.map { |part| part.is_a?(::Array) ? part.first : values.fetch(part) { refuse("#{part} is missing") } }.join
        empty = @path.any? { |part| part.is_a?(::String) && values[part].empty? }
        refuse("a path parameter is empty") if empty
        refuse("a path parameter would change the path") if path.split("/").any? { |step| [".", ".."].include?(step) }
        path
      end

      # Whether an answer may be one that is read bit by bit.
      def streams?
        answers.any?(&:stream?)
      end

      # The content for a body: the one of that content type, or the first.
      def content(content_type)
        wanted = content_type&.split(";", 2)&.first&.strip&.downcase
        found = wanted ? bodies.find { |body| MediaType.match?(body.media_type, wanted) } : bodies.first
        raise LocalError.new("#{id} does not take #{content_type.inspect}", kind: :value, operation: id) unless found
        return found unless found.media_type.include?("*") && !wanted

        raise LocalError.new("#{id} needs a content_type of #{found.media_type}", kind: :value, operation: id)
      end

      private

      def literal(text)
        text.b.gsub(%r{[^A-Za-z0-9\-._~:/?\[\]@!$&'()*+,;=%]}n) { |byte| format("%%%02X", byte.ord) }
      end

      def refuse(why)
        raise LocalError.new("#{id}: #{why}", kind: :path_parameter, operation: id)
      end
    end

    # Content types.
    module MediaType
      module_function

      # Whether a content type (lower case, no parameters) is the declared one, or in its range.
      def match?(declared, actual)
        declared = declared.split(";", 2).first.strip.downcase
        return true if declared == actual || declared == "*/*"

        declared.end_with?("/*") && actual.start_with?(declared.delete_suffix("*"))
      end
    end

    # What values are written in: JSON, or XML where the description has it.
    module Notation
      module_function

      # Of pairs of a media type and a notation: the one of the type of the answer, else one that is XML if the answer is, else
      # the first.
      def choose(pairs, actual)
        is_xml = actual.end_with?("/xml", "+xml")
        found = pairs.find { |media_type, _| MediaType.match?(media_type, actual) } ||
                pairs.find { |_, notation| (notation != Json) == is_xml } || pairs.first
        found.last
      end

      # The content type of an answer without its parameters.
      def actual(headers)
        headers["content-type"].to_s.split(";", 2).first.to_s.strip.downcase
      end
    end

    # A content type of a request body.
    class Content
      # @return [String]
      attr_reader :media_type

      def initialize(media_type, kind, type = nil, parts = {}, notation = Json)
        @media_type = media_type
        @kind = kind
        @type = type
        @parts = parts
        @notation = notation
      end

      # The body for a value.
      def body(value, content_type)
        content_type = Header.check("content-type", content_type || media_type)
        case @kind
        when :json then Body.new(content_type, [@notation.generate(encode(value))])
        when :form then Body.new(content_type, [form(encode(value))])
        when :text then Body.new(content_type, [Types::TEXT.coerce(value)])
        when :binary then Body.new(content_type, [Upload.of(value)])
        when :multipart then multipart(@type.coerce(value))
        end
      rescue Mismatch => e
        raise LocalError.new("the body: #{e.to_place}", kind: :value)
      rescue ArgumentError => e
        raise LocalError.new("the body: #{e.message}", kind: :value)
      end

      private

      def encode(value)
        @type.encode(@type.coerce(value))
      end

      # Properties that have no encoding of their own are in style +form+, exploded; +:json+ is a JSON text.
      def form(json)
        pairs = json.flat_map do |name, value|
          style, explode, reserved = @parts.fetch(name, [:form, true, false])
          next [[Style.escape(name), Style.escape(Json.generate(value))]] if style == :json

          Style.query(name, style, explode, value, reserved: reserved)
        end
        pairs.map { |name, value| "#{name}=#{value}" }.join("&")
      end

      def multipart(form)
        multipart = Multipart.new
        form.class.fields.each_value do |field|
          kind, repeated, content_type = @parts.fetch(field.wire)
          value = form.__values__.fetch(field.name, nil)
          next if value.nil?

          (repeated ? value : [value]).each { |one| part(multipart, field, kind, one, content_type) }
        end
        multipart.body
      end

      def part(multipart, field, kind, value, content_type)
        return multipart.file(field.wire, value, content_type) if kind == :file

        json = value.is_a?(::String) && kind == :text ? value : Types::RAW.encode(encoded(field, value))
        return multipart.text(field.wire, Style.text(json), content_type) if kind == :text

        multipart.text(field.wire, Json.generate(json), content_type || "application/json")
      end

      def encoded(field, value)
        # Of a repeated part the field is a list, of which this is one item.
        field.type.holds?(value) ? field.type.encode(value) : field.type.encode([value]).first
      end
    end

    # An answer that means success.
    class Answer
      # What is read bit by bit.
      STREAMS = %i[binary events lines].freeze

      # @return [String, nil]
      attr_reader :media_type
      # @return [Symbol] +:json+, +:text+, +:binary+, +:events+, +:lines+ or +:empty+
      attr_reader :kind
      # @return [Type, nil]
      attr_reader :type
      # @return [Json, XmlRoot] how a value is written
      attr_reader :notation

      def initialize(status, media_type, kind, type = nil, notation = Json)
        @status = status
        @media_type = media_type
        @kind = kind
        @type = type
        @notation = notation
      end

      def status?(status)
        Status.match?(@status, status)
      end

      def stream?
        STREAMS.include?(kind)
      end
    end

    # Status patterns: a number, <tt>"4XX"</tt>, or +nil+ for any.
    module Status
      module_function

      def match?(pattern, status)
        case pattern
        when nil then true
        when ::Integer then pattern == status
        else pattern[0].to_i == status / 100
        end
      end
    end
  end
end
