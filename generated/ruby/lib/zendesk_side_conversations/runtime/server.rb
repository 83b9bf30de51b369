# frozen_string_literal: true

module ZendeskSideConversations
  module Runtime
    # A server whose URL its user completes.
    class Server
      # A variable in the URL: the values it may have, where they are listed.
      Variable = Struct.new(:name, :default, :allowed)

      def self.variable(name, default, allowed = [])
        Variable.new(name, default, allowed)
      end

      def initialize(parts)
        @parts = parts
      end

      def variables
        @parts.grep(Variable).map(&:name)
      end

      # The URL with values for its variables.
      def url(values = {})
        @parts.each_with_object(+"") do |part, text|
          next text << part if part.is_a?(::String)

          value = values[part.name]
          check(part, value, text.partition("://").last.include?("/")) if value
          text << (value || part.default)
        end
      end

      private

      # A value could otherwise lead credentials to another host.
      def check(variable, value, in_path)
        return if variable.allowed.include?(value)

        unless variable.allowed.empty?
          raise LocalError.new("#{variable.name} must be one of #{variable.allowed.join(', ')}", kind: :configuration)
        end
        return if value.match?(in_path ? %r{\A[A-Za-z0-9\-._~/]+\z} : /\A[A-Za-z0-9\-._~]+\z/)

        raise LocalError.new("#{variable.name} may hold only letters and digits of ASCII, `-`, `.`, `_` and `~`",
                             kind: :configuration)
      end
    end
  end
end
