# frozen_string_literal: true

module ZendeskSideConversations
  # What applies to one call only. All times are in seconds.
  class RequestOptions
    # @return [Numeric, nil] for an attempt
    attr_reader :timeout
    # @return [Numeric, nil] for the whole call, waiting included
    attr_reader :deadline
    # @return [Integer, nil] in all
    attr_reader :max_attempts
    # @return [Hash{String => String}]
    attr_reader :headers
    # @return [String, nil] the key of a call that the description declares to be repeatable under one
    attr_reader :idempotency_key

    # Makes options of options, of a hash, or of nothing.
    def self.of(options)
      case options
      when nil then NONE
      when RequestOptions then options
      else new(**options)
      end
    end

    def initialize(timeout: nil, deadline: nil, max_attempts: nil, headers: {}, idempotency_key: nil)
      @timeout = timeout
      @deadline = deadline
      @max_attempts = max_attempts
      @headers = headers
      @idempotency_key = idempotency_key
      freeze
    end

    # @return [String] without the headers, which may hold secrets
    def inspect
      "#<#{self.class.name} timeout=#{timeout.inspect} deadline=#{deadline.inspect} max_attempts=#{max_attempts.inspect}>"
    end
    alias to_s inspect

    NONE = new
    private_constant :NONE
  end
end
