# frozen_string_literal: true

module Sdk
  # A value with what came along with it.
  class Response
    # @return [Object] the value
    attr_reader :data
    # @return [Integer]
    attr_reader :status
    # @return [Hash{String => String}] by lower-case name
    attr_reader :headers
    # @return [String, nil]
    attr_reader :request_id

    def initialize(data, status, headers, request_id)
      @data = data
      @status = status
      @headers = headers
      @request_id = request_id
      freeze
    end

    # @return [Array] for <tt>data, response = …</tt> in patterns
    def deconstruct_keys(_names)
      { data: data, status: status, headers: headers, request_id: request_id }
    end
  end

  # An answer that is read bit by bit. It is read once; read it or close it.
  class Download
    include Enumerable

    # More than this is not read into memory at once.
    LIMIT = 64 << 20

    # @return [Integer]
    attr_reader :status
    # @return [Hash{String => String}] by lower-case name
    attr_reader :headers

    # @private
    def initialize(status, headers, body, call)
      @status = status
      @headers = headers
      @body = body
      @call = call
      @used = false
    end

    # @return [String, nil]
    def content_type
      headers["content-type"]
    end

    # Yields the bytes as they come. What is left is closed where the block does not read to the end.
    #
    # @raise [TransportError, TimeoutError] where it breaks off
    def each(&block)
      return enum_for(:each) unless block

      raise LocalError.new("the download was read already", kind: :stream, operation: @call.id) if @used

      @used = true
      @body.is_a?(String) ? yield(@body) : @call.guard(@body, &block)
      self
    ensure
      close if @used
    end

    # All bytes.
    #
    # @raise [LocalError] where there are more than +limit+
    def read(limit: LIMIT)
      bytes = +"".b
      each do |chunk|
        bytes << chunk
        if bytes.bytesize > limit
          raise LocalError.new("the download is larger than #{limit} bytes", kind: :stream, operation: @call.id)
        end
      end
      bytes
    end

    # Writes all bytes to a file or to something to write to.
    #
    # @return [Integer] how many
    def save(target)
      return File.open(target, "wb") { |file| save(file) } unless target.respond_to?(:write)

      sum { |chunk| target.write(chunk) }
    end

    # Stops reading, and closes the connection.
    def close
      @used = true
      @body.close if @body.respond_to?(:close)
    end

    # @return [String]
    def inspect
      "#<#{self.class.name} #{content_type}>"
    end
    alias to_s inspect
  end
end
