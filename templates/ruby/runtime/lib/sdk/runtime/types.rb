# frozen_string_literal: true

require "set"

module Sdk
  module Runtime
    # The words by which models and services name types.
    module Types
      ANY = AnyType.new
      NEVER = NeverType.new
      NULL = NullType.new
      BOOLEAN = BooleanType.new
      INT32 = IntegerType.new(-(2**31)..((2**31) - 1))
      INT64 = IntegerType.new(-(2**63)..((2**63) - 1))
      UINT32 = IntegerType.new(0..((2**32) - 1))
      UINT64 = IntegerType.new(0..((2**64) - 1))
      NUMBER = NumberType.new
      DECIMAL = DecimalType.new
      STRING = StringType.new
      DATE_TIME = DateTimeType.new
      DATE = DateType.new
      BASE64 = BytesType.new(url: false)
      BASE64URL = BytesType.new(url: true)
      PASSWORD = PasswordType.new
      FILE = FileType.new
      RAW = ANY
      TEXT = STRING
      private_constant(*(constants - %i[RAW TEXT]))

      {
        any: ANY, never: NEVER, null: NULL, boolean: BOOLEAN, int32: INT32, int64: INT64, uint32: UINT32, uint64: UINT64,
        number: NUMBER, decimal: DECIMAL, string: STRING, date_time: DATE_TIME, date: DATE, base64: BASE64,
        base64url: BASE64URL, password: PASSWORD, file: FILE
      }.each { |word, type| private define_method(word) { type } }

      private

      def array(item)
        ArrayType.new(item)
      end

      def tuple(*items, rest: nil)
        TupleType.new(items, rest)
      end

      def map(item)
        MapType.new(item)
      end

      def nullable(inner)
        NullableType.new(inner)
      end

      def ref(name)
        Reference.new(name)
      end
    end

    # Another name for a type.
    class Alias < Type
      extend Types
      include FromJson

      # Makes one of the type that the block names in the words of +Types+.
      def self.of(&block)
        new(class_exec(&block))
      end

      def initialize(type)
        super()
        @type = type
      end

      def nil_ok?
        @type.nil_ok?
      end

      def holds?(value)
        @type.holds?(value)
      end

      def decode(json)
        @type.decode(json)
      end

      def encode(value)
        @type.encode(value)
      end

      def coerce(value)
        @type.coerce(value)
      end
    end
  end
end
