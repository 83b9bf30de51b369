# frozen_string_literal: true

require "json"

module Sdk
  module Runtime
    # What reads JSON texts of a type.
    module FromJson
      # Reads a JSON text.
      #
      # @raise [ArgumentError] where it does not fit
      def from_json(text)
        decode(Json.parse(text, decimals: Package::DECIMALS))
      rescue Mismatch => e
        raise ArgumentError, e.to_place
      end
    end

    # JSON texts, read and written by one set of rules.
    module Json
      # Deeper texts are refused.
      DEPTH = 500

      # A number that is written as it stands.
      Number = Struct.new(:text) do
        def to_json(*)
          text
        end
        alias_method :to_s, :text
      end

      module_function

      # Reads a text to frozen values. With +decimals+ a number with a fraction keeps all its digits.
      def parse(text, decimals: false)
        text = text.dup.force_encoding(Encoding::UTF_8)
        raise Mismatch, "the text is not UTF-8" unless text.valid_encoding?

        # Some servers begin with a byte order mark, which may be ignored (RFC 8259, section 8.1).
        text = text.delete_prefix("\uFEFF")

        options = { max_nesting: DEPTH, create_additions: false, freeze: true }
        options[:decimal_class] = BigDecimal if decimals
        ::JSON.parse(text, options)
      rescue ::JSON::ParserError => e
        raise Mismatch, "not a JSON text: #{summary(e)}"
      end

      # Writes a value that was encoded.
      def generate(value)
        ::JSON.generate(value, max_nesting: DEPTH)
      rescue ::JSON::GeneratorError, ::JSON::NestingError, ::EncodingError => e
        raise Mismatch, "cannot be written as JSON: #{summary(e)}"
      end

      # The parser quotes the text, which may be long and may hold anything.
      def summary(error)
        case error
        when ::JSON::NestingError then "nested too deeply"
        else error.message.scrub("?")[/\A(\d+: )?[a-z ]+/i].to_s.strip[0, 60]
        end
      end
    end
  end
end
