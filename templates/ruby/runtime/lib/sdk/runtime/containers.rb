# frozen_string_literal: true

module Sdk
  module Runtime
    # Any JSON value.
    class AnyType < Type
      def name
        "a JSON value"
      end

      def nil_ok?
        true
      end

      def holds?(_value)
        true
      end

      def decode(json)
        plain(json)
      end

      def coerce(value)
        encode(value)
      end

      # What JSON can hold of a value: keys become strings, values of this package what they are on the wire.
      def encode(value)
        case value
        when nil, true, false, ::String, ::Integer, Json::Number then value
        when ::Float then value.finite? ? value : raise(Mismatch, "#{value} is not a JSON value")
        when ::Symbol then value.to_s
        when ::Hash then object(value) { |inner| encode(inner) }
        when ::Array then value.each_with_index.map { |inner, index| step(index) { encode(inner) } }.freeze
        else other(value)
        end
      end

      private

      # Values as a person expects them where no type says more: no decimals.
      def plain(json)
        case json
        when ::Hash then json.transform_values { |inner| plain(inner) }.freeze
        when ::Array then json.map { |inner| plain(inner) }.freeze
        else json.is_a?(::Numeric) && !json.is_a?(::Integer) ? json.to_f : json
        end
      end

      def object(hash)
        hash.to_h { |key, inner| [key.to_s, step(key.to_s) { yield inner }] }.freeze
      end

      def step(place)
        yield
      rescue Mismatch => e
        raise e.at(place)
      end

      def other(value)
        case value
        when Model then value.class.encode(value)
        when Secret then value.reveal
        when ::Time then DateTimeType.new.encode(value)
        when ::Date then value.iso8601
        else decimal?(value) ? DecimalType.new.encode(value) : Mismatch.expected(name, value)
        end
      end

      def decimal?(value)
        defined?(::BigDecimal) && value.is_a?(::BigDecimal) && value.finite?
      end
    end

    # Lists.
    class ArrayType < Type
      def initialize(item)
        super()
        @item = item
      end

      def name
        "an array"
      end

      def holds?(value)
        value.is_a?(::Array) && value.all? { |item| @item.holds?(item) }
      end

      def decode(json)
        Mismatch.expected(name, json) unless json.is_a?(::Array)
        each(json) { |item| @item.decode(item) }
      end

      def encode(value)
        each(value) { |item| @item.encode(item) }
      end

      def coerce(value)
        value = value.to_a if value.is_a?(::Set) || (value.is_a?(::Enumerable) && !value.is_a?(::Hash))
        Mismatch.expected(name, value) unless value.is_a?(::Array)
        each(value) { |item| @item.coerce(item) }
      end

      private

      def each(list)
        index = -1
        list.map do |item|
          index += 1
          yield item
        end.freeze
      rescue Mismatch => e
        raise e.at(index)
      end
    end

    # Lists whose first items have types of their own.
    class TupleType < Type
      def initialize(items, rest)
        super()
        @items = items
        @rest = rest
      end

      def name
        "an array of #{@items.length}#{' or more' if @rest} items"
      end

      def holds?(value)
        fits?(value) && value.each_with_index.all? { |item, index| type(index).holds?(item) }
      end

      def decode(json)
        each(json) { |type, item| type.decode(item) }
      end

      def encode(value)
        each(value) { |type, item| type.encode(item) }
      end

      def coerce(value)
        each(value) { |type, item| type.coerce(item) }
      end

      private

      def fits?(value)
        value.is_a?(::Array) && (@rest ? value.length >= @items.length : value.length == @items.length)
      end

      def type(index)
        @items[index] || @rest
      end

      def each(list)
        Mismatch.expected(name, list) unless fits?(list)
        list.each_with_index.map do |item, index|
          yield type(index), item
        rescue Mismatch => e
          raise e.at(index)
        end.freeze
      end
    end

    # Objects whose keys are free.
    class MapType < Type
      def initialize(item)
        super()
        @item = item
      end

      def name
        "an object"
      end

      def holds?(value)
        value.is_a?(::Hash) && value.all? { |key, item| key.is_a?(::String) && @item.holds?(item) }
      end

      def decode(json)
        each(json) { |item| @item.decode(item) }
      end

      def encode(value)
        each(value) { |item| @item.encode(item) }
      end

      def coerce(value)
        each(value) { |item| @item.coerce(item) }
      end

      private

      def each(hash)
        Mismatch.expected(name, hash) unless hash.is_a?(::Hash)
        hash.to_h do |key, item|
          [key.to_s, yield(item)]
        rescue Mismatch => e
          raise e.at(key.to_s)
        end.freeze
      end
    end

    # A type or +null+.
    class NullableType < Type
      def initialize(inner)
        super()
        @inner = inner
      end

      def nil_ok?
        true
      end

      def holds?(value)
        value.nil? || @inner.holds?(value)
      end

      def decode(json)
        json.nil? ? nil : @inner.decode(json)
      end

      def encode(value)
        value.nil? ? nil : @inner.encode(value)
      end

      def coerce(value)
        value.nil? ? nil : @inner.coerce(value)
      end
    end

    # A type of +Models+, which is loaded when it is first needed.
    class Reference < Type
      def initialize(name)
        super()
        @name = name
      end

      # @return [Symbol]
      attr_reader :name

      def target
        @target ||= Models.const_get(@name, false)
      end

      def nil_ok?
        target.nil_ok?
      end

      def holds?(value)
        target.holds?(value)
      end

      def decode(json)
        target.decode(json)
      end

      def encode(value)
        target.encode(value)
      end

      def coerce(value)
        target.coerce(value)
      end
    end
  end
end
