# frozen_string_literal: true

module ZendeskSideConversations
  module Runtime
    # A set of values. They are plain strings or numbers, so that one that the description does not list needs no form of its own.
    module Enum
      include Types
      include FromJson

      # @return [Array] the values that the description lists
      attr_reader :values

      # Whether a value is one of those listed.
      def known?(value)
        values.include?(value)
      end

      def nil_ok?
        false
      end

      def holds?(value)
        @base.holds?(value) && (@open || known?(value))
      end

      def decode(json)
        check(@base.decode(json))
      end

      def encode(value)
        @base.encode(value)
      end

      def coerce(value)
        check(@base.coerce(value))
      end

      private

      # An open set takes other values too.
      def enum(base, values, open:)
        @base = base
        @values = values.freeze
        @open = open
      end

      def check(value)
        return value if @open || known?(value)

        raise Mismatch, "expected one of #{values.map(&:inspect).join(', ')}"
      end
    end
  end
end
