# frozen_string_literal: true

module Sdk
  module Runtime
    # One of several types. A value is that of the case itself; one that fits no case stays the JSON it was.
    module Union
      include Types
      include FromJson

      # A case: how it is told from the others depends on the union.
      Case = Struct.new(:type, :tags, :kinds, :evidence)

      def nil_ok?
        @cases.any? { |one| one.kinds.include?(:null) || one.type.nil_ok? }
      end

      def holds?(value)
        @cases.any? { |one| one.type.holds?(value) }
      end

      def decode(json)
        case @way
        when :property then decode_by(json) { |one| json.is_a?(::Hash) && one.tags.include?(json[@property]) }
        when :kind then decode_by(json) { |one| one.kinds.any? { |kind| kind?(json, kind) } }
        else decode_by_structure(json)
        end
      end

      def encode(value)
        found = @cases.find { |one| one.type.holds?(value) }
        return Types::RAW.encode(value) unless found

        json = found.type.encode(value)
        return json unless @property && json.is_a?(::Hash) && !json.key?(@property)

        { @property => found.tags.first }.merge(json).freeze
      end

      # A hash is taken for the JSON of a case.
      def coerce(value)
        found = @cases.find { |one| one.type.holds?(value) }
        found ? found.type.coerce(value) : decode(Types::RAW.encode(value))
      end

      private

      def by_property(property)
        @way = :property
        @property = property
      end

      def by_kind
        @way = :kind
      end

      def by_structure
        @way = :structure
      end

      def variant(type, tags: [], kinds: [], evidence: {})
        (@cases ||= []) << Case.new(type, tags, kinds, evidence)
      end

      def decode_by(json, &block)
        found = @cases.find(&block)
        (found ? found.type : Types::RAW).decode(json)
      end

      def decode_by_structure(json)
        proven = @cases.select { |one| !one.evidence.empty? && proof?(json, one.evidence) }
        (proven + @cases).each do |one|
          return one.type.decode(json)
        rescue Mismatch
          next
        end
        Types::RAW.decode(json)
      end

      # Evidence is a property with the values it may have; none: any.
      def proof?(json, evidence)
        json.is_a?(::Hash) && evidence.all? do |property, values|
          json.key?(property) && (values.nil? || values.include?(json[property]))
        end
      end

      def kind?(json, kind)
        case kind
        when :null then json.nil?
        when :boolean then [true, false].include?(json)
        when :integer then json.is_a?(::Integer) || (json.is_a?(::Numeric) && json == json.floor)
        when :number then json.is_a?(::Numeric)
        when :string then json.is_a?(::String)
        when :array then json.is_a?(::Array)
        when :object then json.is_a?(::Hash)
        end
      end
    end
  end
end
