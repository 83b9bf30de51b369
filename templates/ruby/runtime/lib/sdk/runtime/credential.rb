# frozen_string_literal: true

module Sdk
  # What proves who calls. No textual form shows it.
  class Credential
    # @return [Symbol] +:basic+, +:token+, +:provider+, +:client_credentials+ or +:refresh_token+
    attr_reader :kind

    class << self
      # A user name and a password (RFC 7617).
      def basic(username, password)
        new(:basic, username: username, secret: Secret.of(password))
      end

      # A token, or the key of an API.
      def token(token)
        new(:token, secret: Secret.of(token))
      end
      alias bearer token
      alias api_key token

      # A block that is asked for a token before each attempt.
      def provider(&block)
        new(:provider, provider: block)
      end

      # OAuth 2: a token fetched for the client itself (RFC 6749, section 4.4).
      def client_credentials(client_id, client_secret, scopes: [], token_url: nil)
        new(:client_credentials, username: client_id, secret: Secret.of(client_secret), scopes: scopes, token_url: token_url)
      end

      # OAuth 2: tokens fetched by a refresh token (RFC 6749, section 6).
      def refresh_token(client_id, client_secret, refresh_token, scopes: [], token_url: nil)
        new(:refresh_token, username: client_id, secret: Secret.of(client_secret), refresh: Secret.of(refresh_token),
                            scopes: scopes, token_url: token_url)
      end

      # Makes one of what a person would give: a token, a pair of user name and password, something to call.
      #
      # @private
      def of(value)
        case value
        when Credential then value
        when String, Secret then token(value)
        when Array then basic(*value)
        else
          raise ArgumentError, "a #{value.class} is no credential" unless value.respond_to?(:call)

          provider { value.call }
        end
      end

      private :new
    end

    def initialize(kind, **facts)
      @kind = kind
      # Within a closure neither YAML nor a dump of variables finds them.
      @facts = ->(name) { facts[name] }
      freeze
    end

    # @private
    def [](name)
      @facts.call(name)
    end

    # @return [String]
    def inspect
      "#<#{self.class.name} #{kind}>"
    end
    alias to_s inspect
  end
end
