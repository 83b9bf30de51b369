# frozen_string_literal: true

module Sdk
  module Runtime
    # Operations that belong together: the words by which generated services say what they are, and the call itself.
    class Service
      extend Types

      class << self
        private

        def operation(id, http_method, path, **facts)
          Operation.new(id, http_method, path, **facts)
        end

        def path(name, type, style: :simple, explode: false, json: false)
          Parameter.new(:path, name, type, style: style, explode: explode, json: json)
        end

        def query(name, type, style: :form, explode: true, reserved: false, json: false)
          Parameter.new(:query, name, type, style: style, explode: explode, reserved: reserved, json: json)
        end

        def header(name, type, explode: false, json: false)
          Parameter.new(:header, name, type, style: :simple, explode: explode, json: json)
        end

        def cookie(name, type, explode: true, json: false)
          Parameter.new(:cookie, name, type, style: :form, explode: explode, json: json)
        end

        def content(media_type, kind, type = nil, parts = {}, notation: Json)
          Content.new(media_type, kind, type, parts, notation)
        end

        def answer(status, media_type = nil, kind = :empty, type = nil, notation: Json)
          Answer.new(status, media_type, kind, type, notation)
        end

        def server(*parts)
          Server.new(parts)
        end

        def pages(items, following, unique: nil)
          Paging.new(items, following, unique)
        end
      end

      def initialize(core, whole: false)
        @core = core
        @whole = whole
      end

      # The same operations, each giving a +Response+: the value with status, headers and request id.
      def with_response
        self.class.new(@core, whole: true)
      end

      # @return [String]
      def inspect
        "#<#{self.class.name}>"
      end
      alias to_s inspect

      private

      def __call__(operation, values, options, body = nil, content_type = nil)
        call = Call.new(@core, operation, values, options, body, content_type)
        return Paged.new(call, whole: @whole) if operation.paging

        @whole ? call.response : call.response.data
      end
    end
  end
end
