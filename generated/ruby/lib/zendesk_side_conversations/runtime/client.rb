# frozen_string_literal: true

module ZendeskSideConversations
  # What hooks are told of an attempt. It holds no credentials.
  Attempt = Struct.new(:operation, :http_method, :url, :number, keyword_init: true)

  # What hooks are told of how an attempt ended: a status or an error, the seconds it took, and the seconds until the next one.
  Outcome = Struct.new(:status, :error, :elapsed, :retry_in, keyword_init: true)

  module Runtime
    # The settings of a client. All times are in seconds.
    class Settings
      # @return [Numeric]
      attr_reader :timeout, :connect_timeout, :body_limit
      # @return [Numeric, nil]
      attr_reader :deadline
      # @return [RetryPolicy]
      attr_reader :retries
      # @return [#call]
      attr_reader :transport, :before_attempt, :after_attempt, :sleep
      # @return [Logger, nil]
      attr_reader :logger
      # @return [Boolean]
      attr_reader :allow_plain_http
      # @return [Hash{String => String}]
      attr_reader :headers
      # @return [Array<String>]
      attr_reader :request_id_headers
      # @return [String]
      attr_reader :user_agent

      def initialize(timeout: 60, connect_timeout: 5, deadline: nil, max_attempts: 3, retry_base: 0.5, retry_max: 8,
                     retry_after_limit: 120, body_limit: 64 << 20, transport: NetHttpTransport.new, logger: nil,
                     before_attempt: nil, after_attempt: nil, allow_plain_http: false, headers: {}, user_agent_suffix: nil,
                     request_id_headers: %w[x-request-id request-id x-correlation-id], sleep: Kernel.method(:sleep))
        @timeout = timeout
        @connect_timeout = connect_timeout
        @deadline = deadline
        @retries = RetryPolicy.new(max_attempts: max_attempts, first: retry_base, longest: retry_max,
                                   retry_after_limit: retry_after_limit)
        @body_limit = body_limit
        @transport = transport
        @logger = logger
        @before_attempt = before_attempt
        @after_attempt = after_attempt
        @allow_plain_http = allow_plain_http
        @headers = headers.to_h { |name, value| [name.to_s.downcase, Header.check(name.to_s, value)] }
        @request_id_headers = request_id_headers.map(&:downcase)
        @user_agent = Header.check("user-agent", [Package::USER_AGENT, user_agent_suffix].compact.join(" "))
        @sleep = sleep
        freeze
      end
    end

    # What the calls of a client have in common.
    class Core
      # @return [Settings]
      attr_reader :settings
      # @return [Authorizer]
      attr_reader :authorizer
      # @return [Budget]
      attr_reader :budget

      def initialize(settings, schemes, credentials, base_url, server)
        @settings = settings
        @authorizer = Authorizer.new(schemes, credentials, Tokens.new(settings))
        @budget = Budget.new
        @given = !base_url.nil?
        # A description whose server is relative only needs a base URL from whoever uses it.
        @origin = Origin.of(base_url || server)
        @credentials = credentials.keys
        freeze
      end

      # Where an operation goes: to its own server, unless the client was given one.
      def origin(operation)
        operation.server && !@given ? Origin.of(operation.server.url) : @origin
      end

      def inspect
        "#{@origin} #{@credentials}"
      end
    end

    # A client: generated ones add services and credentials.
    class Client
      # Closes the connections that nobody uses.
      def close
        @core.settings.transport.close if @core.settings.transport.respond_to?(:close)
      end

      # @return [String] without credentials
      def inspect
        "#<#{self.class.name} #{@core.inspect}>"
      end
      alias to_s inspect

      private

      # +servers+ are those of the description; +variables+ hold a value for each variable of theirs, or +nil+.
      def __configure__(schemes, credentials, servers, variables, server: 0, base_url: nil, **settings)
        given = variables.compact
        # A service may be called `raise`.
        chosen = servers.fetch(server) { ::Kernel.raise ArgumentError, "there is no server #{server.inspect}" }
        unknown = given.keys - chosen.variables
        wrong = "server #{server} has no #{unknown.join(', ')}"
        ::Kernel.raise LocalError.new(wrong, kind: :configuration) unless unknown.empty?

        credentials = credentials.compact.transform_values { |credential| Credential.of(credential) }
        @core = Core.new(Settings.new(**settings), schemes, credentials, base_url, chosen.url(given))
      end
    end
  end
end
