# frozen_string_literal: true

module Sdk
  module Runtime
    # A request before it has an address: what operation and values say, and what credentials add.
    Draft = Struct.new(:path, :query, :headers, :cookies) do
      def self.blank
        new({}, [], {}, [])
      end

      def dup
        self.class.new(path, query.dup, headers.dup, cookies.dup)
      end
    end

    # A call of an operation: made once for each page of a list.
    class Call
      # @return [Operation]
      attr_reader :operation

      def initialize(core, operation, values, options, body, content_type)
        @core = core
        @operation = operation
        @options = RequestOptions.of(options)
        @draft = Draft.blank
        operation.parameters.zip(values) { |parameter, value| parameter.write(value, @draft) }
        @body = operation.content(content_type).body(body, content_type) if operation.body_required || !body.nil?
        @draft.headers.merge!(own_headers)
        @path = operation.path(@draft.path)
        @link = nil
      rescue LocalError => e
        raise e.operation ? e : LocalError.new("#{operation.id}: #{e.message}", kind: e.kind, operation: operation.id)
      end

      def id
        operation.id
      end

      # Makes the call.
      def response
        reply = send_reply
        Response.new(reply.value, reply.status, reply.headers, reply.request_id)
      end

      # Makes the call and gives the answer before it is read.
      def send_reply
        Exchange.new(@core, self, @options).run
      end

      # The same call under another link.
      def at(link)
        dup.tap { |copy| copy.instance_variable_set(:@link, link) }
      end

      # The same call with another value for a query parameter.
      def with_query(name, value)
        name = Style.escape(name)
        draft = @draft.dup
        draft.query.reject! { |given, _| given == name }
        draft.query << [name, Style.escape(value.to_s)]
        dup.tap { |copy| copy.instance_variable_set(:@draft, draft) }
      end

      # The first value of a query parameter.
      def query(name)
        name = Style.escape(name)
        @draft.query.find { |given, _| given == name }&.last
      end

      def origin
        @core.origin(operation)
      end

      # Path and query, without what credentials add.
      def target
        return @link.request_uri if @link

        query = @draft.query.map { |name, value| "#{name}=#{value}" }.join("&")
        path = "#{origin.prefix}#{@path}"
        path = "/#{path}" unless path.start_with?("/")
        query.empty? ? path : "#{path}?#{query}"
      end

      # Headers and cookies, and nothing of the query, to which credentials are added.
      def draft
        Draft.new({}, [], @core.settings.headers.merge(@draft.headers), @draft.cookies.dup)
      end

      # Yields the body for one attempt, and its length where it is something to read.
      def open_body
        return yield(nil, nil) unless @body

        begin
          opened = true
          @body.open do |body, length|
            opened = false
            yield body, length
          end
        rescue SystemCallError => e
          raise unless opened

          raise LocalError.new("#{id}: a file to be sent cannot be read: #{e.message}", kind: :file, operation: id)
        end
      end

      def replayable?
        @body.nil? || @body.replayable?
      end

      private

      def own_headers
        headers = { "accept" => operation.accept, "user-agent" => @core.settings.user_agent }
        headers["content-type"] = @body.content_type if @body
        headers.merge!(idempotency)
        @options.headers.each { |name, value| headers[name.to_s.downcase] = Header.check(name.to_s, value) }
        headers
      end

      def idempotency
        key = @options.idempotency_key
        return { operation.retry_safety.downcase => Header.check("key", key || SecureRandom.uuid) } if keyed?
        return {} unless key

        raise LocalError.new("the description declares no idempotency key", kind: :value)
      end

      def keyed?
        operation.retry_safety.is_a?(::String)
      end
    end
  end
end
