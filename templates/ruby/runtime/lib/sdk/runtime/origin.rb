# frozen_string_literal: true

require "ipaddr"
require "uri"

module Sdk
  module Runtime
    # Where requests go: the origin (RFC 6454), and what credentials may be sent to.
    class Origin
      # @return [String]
      attr_reader :scheme, :host
      # @return [Integer]
      attr_reader :port
      # @return [String] the path before all others, without a slash at its end
      attr_reader :prefix

      class << self
        # The origin of a base URL.
        def of(text)
          uri = URI.parse(text)
          refuse("must begin with https:// or http://") unless uri.is_a?(URI::HTTP) && !uri.host.to_s.empty?
          refuse("must not hold credentials: give them to the client") if uri.userinfo
          refuse("must not have a query or a fragment") if uri.query || uri.fragment
          new(uri)
        rescue URI::Error
          refuse("is not a URL")
        end

        # A link or a redirect, relative or absolute, as a URI; +nil+ where it is none.
        def join(current, link)
          start = link[%r{\A(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#]*}].to_s
          rest = link[start.length..].b.gsub(%r{[^A-Za-z0-9\-._~:/?\#@!$&'()*+,;=%]}n) { |byte| format("%%%02X", byte.ord) }
          uri = URI.join(current, start + rest)
          uri if uri.is_a?(URI::HTTP) && !uri.host.to_s.empty?
        rescue URI::Error
          nil
        end

        private

        def refuse(why)
          raise LocalError.new("the base URL #{why}", kind: :configuration)
        end
      end

      def initialize(uri)
        @scheme = uri.scheme.downcase
        @host = uri.host.downcase
        @port = uri.port
        @prefix = uri.path.sub(%r{/+\z}, "")
        freeze
      end

      # Whether a URI is on the origin, without credentials of somebody else's choice.
      def same?(uri)
        uri.scheme.downcase == scheme && uri.host.downcase == host && uri.port == port && uri.userinfo.nil?
      end

      def secure?
        scheme == "https"
      end

      # Whether the host is this machine.
      def loopback?
        return true if host == "localhost" || host.end_with?(".localhost")

        IPAddr.new(host.delete("[]")).loopback?
      rescue IPAddr::Error
        false
      end

      # Without a path.
      def to_s
        default = secure? ? 443 : 80
        port == default ? "#{scheme}://#{host}" : "#{scheme}://#{host}:#{port}"
      end
    end
  end
end
