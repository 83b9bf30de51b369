# frozen_string_literal: true

module ZendeskSideConversations
  module Runtime
    # A security scheme: how a credential is put on a request.
    Scheme = Struct.new(:name, :kind, :key, :token_url, :refresh_url, keyword_init: true)

    # Which credentials a call gets, and how they are put on it.
    class Authorizer
      def initialize(schemes, credentials, tokens)
        @schemes = schemes.to_h { |scheme| [scheme.name, scheme] }
        @credentials = credentials
        @tokens = tokens
      end

      # The names of the schemes for an operation: the first alternative all of whose credentials are there. Going without comes
      # last, since whoever gives credentials means them to be used.
      def choose(operation)
        found = operation.security.find { |names| !names.empty? && names.all? { |name| @credentials.key?(name) } }
        return found if found
        return [] if operation.security.empty? || operation.security.any?(&:empty?)

        wanted = operation.security.map { |names| names.join(" and ") }.join(", or ")
        raise LocalError.new("#{operation.id} needs credentials: #{wanted}", kind: :credentials, operation: operation.id)
      end

      # Puts the credentials on a request; tokens are fetched and providers asked as needed.
      def apply(names, request)
        names.each do |name|
          scheme = @schemes.fetch(name)
          credential = @credentials.fetch(name)
          case scheme.kind
          when :basic then request.headers["authorization"] = "Basic #{basic(scheme, credential)}"
          when :bearer, :oauth2 then request.headers["authorization"] = Header.check(name, "Bearer #{token(scheme, credential)}")
          when :header then request.headers[scheme.key.downcase] = Header.check(name, token(scheme, credential))
          when :query then request.query << [Style.escape(scheme.key), Style.escape(token(scheme, credential))]
          when :cookie then request.cookies << [Style.escape(scheme.key), Style.escape(token(scheme, credential))]
          end
        end
      end

      # Forgets the tokens that a server has just refused, so that the next call fetches new ones.
      def forget(names)
        names.each { |name| @tokens.forget(name) }
      end

      private

      def basic(scheme, credential)
        unusable(scheme) unless credential.kind == :basic
        ["#{credential[:username]}:#{credential[:secret].reveal}"].pack("m0")
      end

      def token(scheme, credential)
        case credential.kind
        when :token then credential[:secret].reveal
        when :provider then Secret.of(credential[:provider].call).reveal
        when :client_credentials, :refresh_token
          unusable(scheme) unless scheme.kind == :oauth2
          @tokens.fetch(scheme, credential)
        else unusable(scheme)
        end
      end

      def unusable(scheme)
        raise LocalError.new("the credential for #{scheme.name} is of another kind", kind: :credentials)
      end
    end

    # Tokens of OAuth 2, each fetched once, however many calls need it at the same time.
    class Tokens
      # So long before its end a token is not used any more, in seconds.
      MARGIN = 30
      # So large may an answer be.
      LIMIT = 1 << 20

      Token = Struct.new(:text, :ends, :refresh)

      def initialize(settings)
        @settings = settings
        @slots = {}
        @locks = Hash.new { |locks, name| locks[name] = Mutex.new }
        @lock = Mutex.new
      end

      def fetch(scheme, credential)
        lock(scheme.name).synchronize do
          token = @slots[scheme.name]
          if token.nil? || token.text.nil? || (token.ends && Clock.now >= token.ends - MARGIN)
            token = @slots[scheme.name] = request(scheme, credential, token)
          end
          token.text.reveal
        end
      end

      # What refreshes stays: servers change it with each use.
      def forget(name)
        lock(name).synchronize { @slots[name] = Token.new(nil, nil, @slots[name].refresh) if @slots[name] }
      end

      private

      def lock(name)
        @lock.synchronize { @locks[name] }
      end

      def request(scheme, credential, old)
        form = { "scope" => credential[:scopes].join(" ") }
        if credential.kind == :client_credentials
          form["grant_type"] = "client_credentials"
        else
          form["grant_type"] = "refresh_token"
          form["refresh_token"] = (old&.refresh || credential[:refresh]).reveal
        end
        form.delete("scope") if form["scope"].empty?
        read(send_form(url(scheme, credential), credential, form), old)
      end

      def url(scheme, credential)
        declared = credential.kind == :client_credentials ? scheme.token_url : (scheme.refresh_url || scheme.token_url)
        url = credential[:token_url] || declared
        fail_with("#{scheme.name} has no token URL") unless url
        url
      end

      def send_form(url, credential, form)
        uri = URI.parse(url)
        fail_with("the token URL must be absolute") unless uri.is_a?(URI::HTTP) && !uri.host.to_s.empty?
        origin = Origin.new(uri)
        unless origin.secure? || origin.loopback? || @settings.allow_plain_http
          raise LocalError.new("the token URL is plain HTTP", kind: :plain_http)
        end

        pair = [Style.escape(credential[:username]), Style.escape(credential[:secret].reveal)].join(":")
        body = form.map { |name, value| "#{name}=#{Style.escape(value)}" }.join("&")
        headers = { "authorization" => "Basic #{[pair].pack('m0')}", "accept" => "application/json",
                    "content-type" => "application/x-www-form-urlencoded", "user-agent" => @settings.user_agent,
                    "content-length" => body.bytesize.to_s }
        response = Timeout.timeout(@settings.timeout, AttemptTimeout) do
          @settings.transport.call(TransportRequest.new(
                                     http_method: "POST", origin: origin, target: uri.request_uri, headers: headers, body: body,
                                     connect_timeout: @settings.connect_timeout, timeout: @settings.timeout, limit: LIMIT,
                                     stream: false
                                   ))
        end
        fail_with("the token endpoint answered with status #{response.status}") unless response.status == 200
        response
      end

      def read(response, old)
        text = +""
        response.body.is_a?(::String) ? text << response.body : response.body.each { |chunk| text << chunk }
        json = Json.parse(text)
        fail_with("the token endpoint gave no token") unless json.is_a?(::Hash) && json["access_token"].is_a?(::String)
        ends = Clock.now + json["expires_in"].to_f if json["expires_in"].to_s.match?(/\A\d+(\.\d+)?\z/)
        refresh = json["refresh_token"].is_a?(::String) ? Secret.new(json["refresh_token"]) : old&.refresh
        Token.new(Secret.new(json["access_token"]), ends, refresh)
      rescue Mismatch
        fail_with("the token endpoint did not answer with JSON")
      end

      def fail_with(why)
        raise LocalError.new(why, kind: :credentials)
      end
    end
  end
end
