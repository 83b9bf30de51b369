# frozen_string_literal: true

module ZendeskSideConversations
  # What all errors of this package are.
  class Error < StandardError
    # @return [String, nil] the operation that was called
    attr_reader :operation
    # @return [Integer] how often it was tried
    attr_reader :attempts

    def initialize(message, operation: nil, attempts: 0)
      super(message)
      @operation = operation
      @attempts = attempts
    end
  end

  # The server answered with a status that means failure.
  class ApiError < Error
    # @return [Integer]
    attr_reader :status
    # @return [Hash{String => String}] by lower-case name
    attr_reader :headers
    # @return [Object, nil] the body as the type that the description declares, if it fits
    attr_reader :body
    # @return [String] the body as it came, up to 1 MiB
    attr_reader :raw
    # @return [String, nil]
    attr_reader :request_id
    # @return [Float, nil] seconds that the server asks to wait
    attr_reader :retry_after

    # The class for a status.
    def self.for_status(status)
      STATUSES.fetch(status) { (500..599).cover?(status) ? ServerError : ApiError }
    end

    def initialize(message, status:, headers:, body:, raw:, request_id:, retry_after:, **call)
      super(message, **call)
      @status = status
      @headers = headers
      @body = body
      @raw = raw
      @request_id = request_id
      @retry_after = retry_after
    end
  end

  # Status 400.
  class BadRequestError < ApiError; end
  # Status 401.
  class UnauthorizedError < ApiError; end
  # Status 403.
  class ForbiddenError < ApiError; end
  # Status 404.
  class NotFoundError < ApiError; end
  # Status 409.
  class ConflictError < ApiError; end
  # Status 422.
  class UnprocessableError < ApiError; end
  # Status 429.
  class RateLimitError < ApiError; end
  # Status 500 and above.
  class ServerError < ApiError; end

  class ApiError
    STATUSES = {
      400 => BadRequestError, 401 => UnauthorizedError, 403 => ForbiddenError, 404 => NotFoundError,
      409 => ConflictError, 422 => UnprocessableError, 429 => RateLimitError
    }.freeze
    private_constant :STATUSES
  end

  # The connection failed, or broke before the answer was complete. +cause+ says how.
  class TransportError < Error
    # @return [Boolean] whether the server can have seen the request
    attr_reader :sent
    alias sent? sent

    def initialize(message, sent:, **call)
      super(message, **call)
      @sent = sent
    end
  end

  # No answer in time.
  class TimeoutError < Error
    # @return [Symbol] +:connect+, +:attempt+ or +:deadline+
    attr_reader :kind

    def initialize(message, kind:, **call)
      super(message, **call)
      @kind = kind
    end
  end

  # The answer is not what the description promises.
  class DecodeError < Error
    # @return [String] the place in the JSON, such as <tt>$.items[0].name</tt>
    attr_reader :path
    # @return [Integer]
    attr_reader :status
    # @return [Hash{String => String}] by lower-case name
    attr_reader :headers
    # @return [String] the body as it came
    attr_reader :raw
    # @return [String, nil]
    attr_reader :request_id

    def initialize(message, path:, status:, headers:, raw:, request_id:, **call)
      super(message, **call)
      @path = path
      @status = status
      @headers = headers
      @raw = raw
      @request_id = request_id
    end
  end

  # Refused before anything was sent.
  class LocalError < Error
    # @return [Symbol] +:value+, +:path_parameter+, +:header+, +:credentials+, +:plain_http+, +:origin+, +:pagination+, +:file+,
    #   +:stream+ or +:configuration+
    attr_reader :kind

    def initialize(message, kind:, **call)
      super(message, **call)
      @kind = kind
    end
  end

  # A redirect that is not followed.
  class RedirectError < Error
    # @return [Integer]
    attr_reader :status
    # @return [Symbol] +:other_origin+, +:method+, +:too_many+ or +:location+
    attr_reader :reason

    def initialize(message, status:, reason:, **call)
      super(message, **call)
      @status = status
      @reason = reason
    end
  end
end
