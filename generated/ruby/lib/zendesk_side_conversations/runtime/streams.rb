# frozen_string_literal: true

module ZendeskSideConversations
  # A server-sent event.
  class Event
    # @return [Object] its data
    attr_reader :data
    # @return [String] its type; +message+ if the server gave none
    attr_reader :event
    # @return [String] the last id that the server gave; empty if none
    attr_reader :id
    # @return [Integer, nil] milliseconds that the server asks to wait before connecting again
    attr_reader :retry

    def initialize(data, event, id, retry_after)
      @data = data
      @event = event
      @id = id
      @retry = retry_after
      freeze
    end

    # @return [Hash]
    def deconstruct_keys(_names)
      { data: data, event: event, id: id, retry: @retry }
    end
  end

  # Values that come one after the other in one answer. It is read once; read it or close it.
  class Stream
    include Enumerable

    # @private
    def initialize(download, parser, &decode)
      @download = download
      @parser = parser
      @decode = decode
    end

    # @yieldparam value [Object] as it comes
    def each
      return enum_for(:each) unless block_given?

      @download.each do |chunk|
        @parser.push(chunk) { |item| yield @decode.call(item) }
        break if @parser.ended?
      end
      @parser.finish { |item| yield @decode.call(item) }
      self
    end

    # @return [Integer]
    def status
      @download.status
    end

    # @return [Hash{String => String}] by lower-case name
    def headers
      @download.headers
    end

    # Stops reading, and closes the connection.
    def close
      @download.close
    end

    # @return [String]
    def inspect
      "#<#{self.class.name}>"
    end
    alias to_s inspect
  end

  module Runtime
    # Cuts bytes at line ends.
    class Lines
      # A line or an event must not be longer.
      LIMIT = 64 << 20

      def initialize(ending)
        @ending = ending
        @rest = +"".b
        @searched = 0
      end

      # Yields the lines that are complete.
      def push(chunk)
        @rest << chunk
        while (at = @rest.index(@ending, @searched))
          # A carriage return at the end may be half of a line end.
          break if @ending.is_a?(Regexp) && @rest.getbyte(at) == 13 && at == @rest.bytesize - 1

          length = @rest.byteslice(at, 2) == "\r\n" && @ending.is_a?(Regexp) ? 2 : 1
          line = @rest.slice!(0, at + length)
          @searched = 0
          yield line.byteslice(0, at)
        end
        @searched = [@rest.bytesize - 1, 0].max
        raise Mismatch, "a line is longer than #{LIMIT} bytes" if @rest.bytesize > LIMIT
      end

      # What stands behind the last line end.
      def rest
        @rest.tap { @rest = +"".b }
      end
    end

    # JSON texts, one a line, or each after a record separator (RFC 7464).
    class JsonLines
      def initialize
        @lines = Lines.new("\n")
      end

      def ended?
        false
      end

      def push(chunk, &block)
        @lines.push(chunk) { |line| text(line, &block) }
      end

      def finish(&block)
        text(@lines.rest, &block)
      end

      private

      def text(line)
        text = line.gsub(/\A[\s\x1E]+|[\s\x1E]+\z/n, "")
        yield text unless text.empty?
      end
    end

    # Server-sent events (WHATWG HTML, section 9.2). The event +[DONE]+, by which some servers end a stream, ends it.
    class Events
      Raw = Struct.new(:data, :event, :id, :retry)

      def initialize
        @lines = Lines.new(/[\r\n]/n)
        @started = false
        @ended = false
        @id = ""
        reset
      end

      def ended?
        @ended
      end

      def push(chunk, &block)
        @lines.push(chunk) do |line|
          line = line.delete_prefix("\xEF\xBB\xBF".b) unless @started
          @started = true
          @ended ? break : take(line, &block)
        end
      end

      # An event without its empty line is incomplete.
      def finish; end

      private

      def reset
        @data = nil
        @event = ""
        @retry = nil
      end

      def take(line, &block)
        return dispatch(&block) if line.empty?

        name, _, value = line.partition(":")
        value = value.delete_prefix(" ").force_encoding(Encoding::UTF_8).scrub
        case name
        when "data" then data(value)
        when "event" then @event = value
        when "id" then @id = value unless value.include?("\0")
        when "retry" then @retry = value.to_i if value.match?(/\A\d+\z/)
        end
      end

      def data(value)
        @data = @data ? @data << "\n" << value : +value
        raise Mismatch, "an event is longer than #{Lines::LIMIT} bytes" if @data.bytesize > Lines::LIMIT
      end

      def dispatch
        event = Raw.new(@data, @event.empty? ? "message" : @event, @id, @retry) if @data
        reset
        return unless event

        @ended = true if event.data == "[DONE]"
        yield event unless @ended
      end
    end
  end
end
