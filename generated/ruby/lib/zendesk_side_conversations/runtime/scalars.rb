# frozen_string_literal: true

require "date"
require "time"

module ZendeskSideConversations
  module Runtime
    # What all types have: +decode+ makes a value of what JSON holds, +encode+ the other way round, +coerce+ takes what a person
    # would write for a value, +holds?+ says whether a value is of the type.
    class Type
      # Whether +null+ is a value of the type.
      def nil_ok?
        false
      end

      def decode(json)
        holds?(json) ? json : Mismatch.expected(name, json)
      end

      def encode(value)
        value
      end

      def coerce(value)
        holds?(value) ? value : Mismatch.expected(name, value)
      end
    end

    # +true+ and +false+.
    class BooleanType < Type
      def name
        "a boolean"
      end

      def holds?(value)
        value.equal?(true) || value.equal?(false)
      end
    end

    # Only +null+.
    class NullType < Type
      def name
        "null"
      end

      def nil_ok?
        true
      end

      def holds?(value)
        value.nil?
      end
    end

    # No value at all.
    class NeverType < Type
      def name
        "nothing"
      end

      def holds?(_value)
        false
      end
    end

    # Whole numbers in a range. JSON knows no integers: +1.0+ is one.
    class IntegerType < Type
      # Beyond it a floating point number does not say which integer it is.
      EXACT = 2**53

      def initialize(range)
        super()
        @range = range
      end

      def name
        "an integer from #{@range.min} to #{@range.max}"
      end

      def holds?(value)
        value.is_a?(::Integer) && @range.cover?(value)
      end

      def decode(json)
        if !json.is_a?(::Integer) && json.is_a?(::Numeric) && json.abs <= EXACT && json == json.to_i
          json = json.to_i
        end
        super(json)
      end
    end

    # Numbers: +Integer+ where the text has no fraction, else +Float+.
    class NumberType < Type
      def name
        "a number"
      end

      def holds?(value)
        value.is_a?(::Integer) || (value.is_a?(::Float) && value.finite?)
      end

      def decode(json)
        super(json.is_a?(::Numeric) && !json.is_a?(::Integer) ? json.to_f : json)
      end

      def coerce(value)
        super(value.is_a?(::Numeric) && !value.is_a?(::Integer) && value.real? ? value.to_f : value)
      end
    end

    # Decimals that are not rounded: +BigDecimal+.
    class DecimalType < Type
      def name
        "a decimal"
      end

      def holds?(value)
        value.is_a?(::BigDecimal) && value.finite?
      end

      def decode(json)
        super(json.is_a?(::Integer) || json.is_a?(::Float) ? BigDecimal(json.to_s) : json)
      end

      def coerce(value)
        value = BigDecimal(value.to_s) if value.is_a?(::Integer) || value.is_a?(::Float) || value.is_a?(::String)
        super
      rescue ArgumentError
        Mismatch.expected(name, value)
      end

      def encode(value)
        text = value.to_s("F")
        Json::Number.new(value.frac.zero? ? text.delete_suffix(".0") : text)
      end
    end

    # Texts.
    class StringType < Type
      def name
        "a string"
      end

      def holds?(value)
        value.is_a?(::String)
      end

      def coerce(value)
        value = value.to_s if value.is_a?(::Symbol)
        super.then { |text| text.frozen? ? text : text.dup.freeze }
      end
    end

    # Texts that no textual form shows.
    class PasswordType < Type
      def name
        "a string"
      end

      def holds?(value)
        value.is_a?(Secret)
      end

      def decode(json)
        json.is_a?(::String) ? Secret.new(json) : Mismatch.expected(name, json)
      end

      def coerce(value)
        super(value.is_a?(::String) ? Secret.new(value) : value)
      end

      def encode(value)
        value.reveal
      end
    end

    # Bytes, in JSON a text in base64 or base64url.
    class BytesType < Type
      def initialize(url:)
        super()
        @url = url
      end

      def name
        @url ? "bytes in base64url" : "bytes in base64"
      end

      def holds?(value)
        value.is_a?(::String)
      end

      def coerce(value)
        super.then { |bytes| bytes.frozen? ? bytes : bytes.dup.freeze }
      end

      def decode(json)
        text = super
        text = text.tr("-_", "+/") if @url
        text = text.delete("\r\n").delete_suffix("=").delete_suffix("=")
        (text + ("=" * (-text.length % 4))).unpack1("m0").freeze
      rescue ArgumentError
        raise Mismatch, "expected #{name}"
      end

      def encode(value)
        text = [value].pack("m0")
        @url ? text.tr("+/", "-_").delete("=") : text
      end
    end

    # Points in time: +Time+, RFC 3339 in JSON.
    class DateTimeType < Type
      FORM = /\A(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)\z/.freeze

      def name
        "a date and time of RFC 3339"
      end

      def holds?(value)
        value.is_a?(::Time)
      end

      def decode(json)
        match = json.is_a?(::String) ? FORM.match(json) : Mismatch.expected(name, json)
        year, month, day, hour, minute, second = match[1..6].map(&:to_i) if match
        unless match && ::Date.valid_date?(year, month, day) && hour < 24 && minute < 60 && second <= 60
          raise Mismatch, "expected #{name}"
        end

        second += Rational("0#{match[7]}") if match[7]
        ::Time.new(year, month, day, hour, minute, second, match[8].upcase).freeze
      rescue ArgumentError
        raise Mismatch, "expected #{name}"
      end

      def coerce(value)
        return decode(value) if value.is_a?(::String)

        super(value.is_a?(::DateTime) ? value.to_time : value).dup.freeze
      end

      # The offset and all digits of the fraction are kept.
      def encode(value)
        digits = value.subsec.zero? ? "" : value.strftime(".%12N").sub(/0+\z/, "").delete_suffix(".")
        zone = value.utc? ? "Z" : value.strftime("%:z")
        value.strftime("%Y-%m-%dT%H:%M:%S") + digits + zone
      end
    end

    # Days: +Date+.
    class DateType < Type
      FORM = /\A(\d{4})-(\d\d)-(\d\d)\z/.freeze

      def name
        "a date of RFC 3339"
      end

      def holds?(value)
        value.is_a?(::Date) && !value.is_a?(::DateTime)
      end

      def decode(json)
        match = json.is_a?(::String) ? FORM.match(json) : Mismatch.expected(name, json)
        parts = match[1..3].map(&:to_i) if match
        raise Mismatch, "expected #{name}" unless match && ::Date.valid_date?(*parts)

        ::Date.new(*parts).freeze
      end

      def coerce(value)
        value.is_a?(::String) ? decode(value) : super
      end

      def encode(value)
        value.strftime("%Y-%m-%d")
      end
    end
  end
end
