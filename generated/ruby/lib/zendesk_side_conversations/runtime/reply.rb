# frozen_string_literal: true

module ZendeskSideConversations
  module Runtime
    # An answer that means success, and the value in it.
    class Reply
      # @return [Integer]
      attr_reader :status
      # @return [Hash{String => String}]
      attr_reader :headers
      # @return [String, nil]
      attr_reader :request_id

      def self.request_id(headers, settings)
        settings.request_id_headers.each { |name| return headers[name] if headers[name] }
        nil
      end

      def initialize(exchange, call, response, settings, attempts)
        @exchange = exchange
        @call = call
        @operation = call.operation
        @status = response.status
        @headers = response.headers
        @body = response.body
        @settings = settings
        @attempts = attempts
        @request_id = Reply.request_id(headers, settings)
        # Only what is wanted bit by bit stays unread: the rest has to be there before the attempt counts as made.
        collect unless answer&.stream?
      end

      # @return [String] the text of a body that is not read bit by bit
      attr_reader :raw

      # The value that the description promises for the status and the content type.
      def value
        unexpected unless answer
        return if @operation.http_method == "HEAD"

        case answer.kind
        when :empty then nil
        when :json then decode(raw, answer.type, answer.notation)
        when :text then text
        else stream
        end
      end

      # The value of a JSON text, or of one in another notation.
      def decode(text, type, notation = Json)
        type.decode(notation.parse(text, decimals: Package::DECIMALS))
      rescue Mismatch => e
        unfit(e, text)
      end

      private

      def answer
        return @answer if defined?(@answer)

        of_status = @operation.answers.select { |one| one.status?(status) }
        of_status = @operation.answers if of_status.empty?
        @answer = of_status.length < 2 ? of_status.first : by_content_type(of_status)
      end

      def by_content_type(answers)
        actual = Notation.actual(headers)
        return in_notation(answers, actual) if same_value?(answers)
        return answers.find { |one| one.kind == :empty } || answers.first if actual.empty?

        exact = answers.find { |one| one.media_type&.downcase == actual }
        exact || answers.find { |one| one.media_type && MediaType.match?(one.media_type, actual) } ||
          (answers.find { |one| one.kind == :json } if actual.match?(/\bjson\b/)) || answers.find { |one| one.kind == :empty }
      end

      def same_value?(answers)
        answers.all? { |one| one.kind == :json && one.type.name == answers.first.type.name }
      end

      # Of answers that bring the same value the one in the notation of the body.
      def in_notation(answers, actual)
        notation = Notation.choose(answers.map { |one| [one.media_type, one.notation] }, actual)
        answers.find { |one| one.notation == notation }
      end

      def collect
        @raw, whole = Collect.some(@body, @settings.body_limit)
        unfit(Mismatch.new("the answer is larger than #{@settings.body_limit} bytes"), "") unless whole
      end

      def text
        charset = headers["content-type"].to_s[/charset="?([\w-]+)/i, 1] || "UTF-8"
        encoding = Encoding.find(charset)
        text = raw.dup.force_encoding(encoding)
        unfit(Mismatch.new("the text is not #{encoding}"), raw) unless text.valid_encoding?
        text.encode(Encoding::UTF_8)
      rescue ArgumentError, ::EncodingError
        unfit(Mismatch.new("the text is in an encoding that is not known"), raw)
      end

      def stream
        download = Download.new(status, headers, @body, Guard.new(@call, @exchange))
        case answer.kind
        when :events
          Stream.new(download, Events.new) do |event|
            Event.new(decode(event.data, answer.type), event.event, event.id, event.retry)
          end
        when :lines then Stream.new(download, JsonLines.new) { |line| decode(line, answer.type) }
        else download
        end
      end

      def unexpected
        unfit(Mismatch.new("unexpected content type #{headers['content-type'].inspect}"), raw)
      end

      def unfit(mismatch, raw)
        raise DecodeError.new("#{@operation.id}: #{mismatch.to_place}",
                              path: mismatch.path, status: status, headers: headers, raw: raw, request_id: request_id,
                              operation: @operation.id, attempts: @attempts)
      end
    end

    # What a download needs of its call.
    Guard = Struct.new(:call, :exchange) do
      def id
        call.id
      end

      def guard(body, &block)
        exchange.guard(body, &block)
      end
    end
  end
end
