# frozen_string_literal: true

module Sdk
  module Runtime
    # A property of a model.
    Field = Struct.new(:name, :wire, :type, :optional, :nullable, :constant, keyword_init: true) do
      # Whether +nil+ is a value, not a way to leave the property out.
      def nil_ok?
        nullable || type.nil_ok?
      end
    end

    # An object of the API: a value that does not change. +new+ takes its properties by keyword; one that may be left out and is
    # not given is absent, which +given?+ tells from +nil+.
    class Model
      extend Types
      extend FromJson

      class << self
        # @return [Hash{Symbol => Field}]
        def fields
          @fields ||= {}
        end

        # @return [Rest, nil] what is kept beside the fields
        attr_reader :rest

        def nil_ok?
          false
        end

        def holds?(value)
          value.instance_of?(self)
        end

        def decode(json)
          Mismatch.expected("an object", json) unless json.is_a?(::Hash)
          values = {}
          fields.each_value { |field| read(field, json, values) }
          make(values, rest&.decode(json, self))
        end

        def encode(model)
          values = model.__values__
          json = rest ? rest.encode(model.__rest__) : {}
          fields.each_value do |field|
            value = values.fetch(field.name, UNSET)
            json[field.wire] = value.nil? ? nil : field.type.encode(value) unless UNSET.equal?(value)
          rescue Mismatch => e
            raise e.at(field.wire)
          end
          json.freeze
        end

        # Takes a model, or its properties as a hash.
        def coerce(value)
          return value if holds?(value)

          Mismatch.expected("#{name} or a hash of its properties", value) unless value.is_a?(::Hash)
          build(value)
        end

        def build(given)
          given = given.transform_keys(&:to_sym)
          kept = rest ? rest.coerce(given.delete(rest.name) || {}) : nil
          values = {}
          fields.each_value { |field| take(field, given, values) }
          raise Mismatch, "unknown keyword: #{given.keys.first.inspect}" unless given.empty?

          make(values, kept)
        end

        # Makes one of values that are right.
        def make(values, kept)
          model = allocate
          model.__send__(:__fill__, values, kept)
          model
        end

        private

        def field(name, type, wire: name.to_s, optional: false, nullable: false, constant: UNSET)
          fields[name] = Field.new(name: name, wire: wire.freeze, type: type, optional: optional, nullable: nullable,
                                   constant: constant)
          define_method(name) { @values[name] }
        end

        # Further properties are kept under +name+, each of the type of the first pattern that its key matches, else of +type+.
        def additional(type, name: :additional_properties, patterns: {})
          @rest = Rest.new(name, patterns, type)
          define_method(name) { @rest }
        end

        def read(field, json, values)
          value = json.fetch(field.wire, UNSET)
          if UNSET.equal?(value)
            values[field.name] = field.constant unless UNSET.equal?(field.constant)
            return if field.optional || values.key?(field.name)

            raise Mismatch, "is missing"
          end
          decoded = decode_field(field, value)
          values[field.name] = decoded unless UNSET.equal?(decoded)
        rescue Mismatch => e
          raise e.at(field.wire)
        end

        def decode_field(field, value)
          return value unless UNSET.equal?(field.constant)
          return field.nullable ? nil : UNSET if value.nil? && !field.type.nil_ok? && (field.nullable || field.optional)

          field.type.decode(value)
        end

        def take(field, given, values)
          value = given.key?(field.name) ? given.delete(field.name) : UNSET
          value = UNSET if value.nil? && field.optional && !field.nil_ok?
          value = field.constant if UNSET.equal?(value)
          if UNSET.equal?(value)
            return if field.optional

            raise Mismatch, "missing keyword: #{field.name.inspect}"
          end
          values[field.name] = value.nil? && field.nullable ? nil : field.type.coerce(value)
        rescue Mismatch => e
          raise e.at(field.name.to_s)
        end
      end

      # @raise [ArgumentError] where a property is missing, unknown or of another type
      def initialize(**values)
        built = self.class.build(values)
        __fill__(built.__values__, built.__rest__)
      rescue Mismatch => e
        # A property may be called `raise`.
        ::Kernel.raise ArgumentError, "#{self.class.name}: #{e.to_place}"
      end

      # Whether a property is there; it may be +nil+.
      def given?(name)
        @values.key?(name)
      end

      # The same with other values; +UNSET+ takes a property out.
      def with(**changes)
        self.class.new(**to_h, **changes)
      end

      # @return [Hash{Symbol => Object}] the properties that are given
      def to_h
        @rest.nil? || @rest.empty? ? @values.dup : @values.merge(self.class.rest.name => @rest)
      end

      # For pattern matching: <tt>case message in { subject: String => subject }</tt>.
      def deconstruct_keys(names)
        names ||= self.class.fields.keys
        names.select { |name| member?(name) }.to_h { |name| [name, public_send(name)] }
      end

      # @return [Hash{String => Object}] what goes on the wire
      def as_json(*)
        self.class.encode(self)
      end

      # @return [String]
      def to_json(*)
        Json.generate(as_json)
      end

      # @return [Boolean]
      def ==(other)
        other.instance_of?(self.class) && __values__ == other.__values__ && __rest__ == other.__rest__
      end
      alias eql? ==

      # @return [Integer]
      def hash
        [self.class, @values, @rest].hash
      end

      # @return [String]
      def inspect
        pairs = to_h.map { |name, value| "#{name}=#{value.inspect}" }
        "#<#{[self.class.name, pairs.join(', ')].reject(&:empty?).join(' ')}>"
      end
      alias to_s inspect

      # @private
      def __values__
        @values
      end

      # @private
      def __rest__
        @rest
      end

      private

      def member?(name)
        self.class.fields.key?(name) || self.class.rest&.name == name
      end

      def __fill__(values, rest)
        @values = values.freeze
        @rest = rest
        freeze
      end
    end

    # The properties of a model that its description does not name.
    class Rest
      # @return [Symbol]
      attr_reader :name

      def initialize(name, patterns, type)
        @name = name
        @patterns = patterns.map { |pattern, of_pattern| [Rest.regexp(pattern), of_pattern] }
        @type = type
      end

      # The regular expression of JSON Schema as one of Ruby, whose +^+ and +$+ mean lines; one that Ruby cannot read matches
      # nothing.
      def self.regexp(pattern)
        text = pattern.gsub(/\\.|\[(?:\\.|[^\]\\])*\]|[\^$]/m) do |part|
          { "^" => "\\A", "$" => "\\z" }.fetch(part, part)
        end
        Regexp.new(text)
      rescue RegexpError
        /(?!)/
      end

      def decode(json, model)
        known = model.fields.each_value.map(&:wire)
        each(json.except(*known)) { |type, value| type.decode(value) }.freeze
      end

      def coerce(hash)
        Mismatch.expected("a hash", hash) unless hash.is_a?(::Hash)
        each(hash.transform_keys(&:to_s)) { |type, value| type.coerce(value) }.freeze
      end

      def encode(kept)
        each(kept || {}) { |type, value| type.encode(value) }
      end

      private

      def each(hash)
        hash.each_with_object({}) do |(key, value), kept|
          type = type_of(key)
          kept[key] = yield(type, value) if type
        rescue Mismatch => e
          raise e.at(key)
        end
      end

      def type_of(key)
        @patterns.each { |pattern, type| return type if pattern.match?(key) }
        @type
      end
    end
  end
end
