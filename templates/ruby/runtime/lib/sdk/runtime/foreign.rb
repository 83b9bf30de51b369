# frozen_string_literal: true

module Sdk
  module Runtime
    # A class of others, which knows nothing of this package. Its codec has +load+, which makes a value of what JSON holds, and
    # +dump+; a class that has both itself needs none, and any other is made of a text by +new+ and shown as one by +to_s+.
    class ForeignType < Type
      def initialize(held, codec = nil)
        super()
        @held = held
        @codec = codec || (held if held.respond_to?(:load) && held.respond_to?(:dump))
      end

      def name
        @held.name
      end

      def holds?(value)
        value.is_a?(@held)
      end

      def decode(json)
        return @codec.load(json) if @codec

        json.is_a?(::String) ? @held.new(json) : Mismatch.expected(name, json)
      rescue Mismatch
        raise
      rescue StandardError
        # What is wrong may quote the value, which may be secret.
        Mismatch.expected(name, json)
      end

      def encode(value)
        @codec ? @codec.dump(value) : value.to_s
      end

      def coerce(value)
        holds?(value) ? value : decode(value)
      end
    end

    # The word by which models and services name such types.
    module Types
      private

      def foreign(held, codec = nil)
        ForeignType.new(held, codec)
      end
    end
  end
end
