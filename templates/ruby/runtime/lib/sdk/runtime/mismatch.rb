# frozen_string_literal: true

module Sdk
  module Runtime
    # A value that is not of the type it should be, and where: raised deep inside, each container adds its step.
    class Mismatch < StandardError
      # What must not stand bare in a JSON path.
      PLAIN = /\A[A-Za-z_][A-Za-z0-9_]*\z/.freeze

      # Raises one for a value.
      def self.expected(what, value)
        raise new("expected #{what}, found #{describe(value)}")
      end

      # The kind of a value; its content may be a secret.
      def self.describe(value)
        case value
        when nil then "null"
        when true, false then "a boolean"
        when ::Integer then "an integer"
        when ::Numeric then "a number"
        when ::String then "a string"
        when ::Array then "an array"
        when ::Hash then "an object"
        else value.class.name || "an object"
        end
      end

      def initialize(message)
        super
        @steps = []
      end

      # Adds the step that leads to where the error is so far.
      def at(step)
        @steps.unshift(step)
        self
      end

      # @return [String] such as <tt>$.items[0].name</tt>
      def path
        steps = @steps.map do |step|
          next "[#{step}]" if step.is_a?(::Integer)

          PLAIN.match?(step) ? ".#{step}" : "[#{step.inspect}]"
        end
        "$#{steps.join}"
      end

      # @return [String]
      def to_place
        "#{path}: #{message}"
      end
    end
  end
end
