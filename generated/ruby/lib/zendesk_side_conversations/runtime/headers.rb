# frozen_string_literal: true

module ZendeskSideConversations
  module Runtime
    # The headers of an answer that a description has: a table says how their text becomes values.
    class HeaderModel < Model
      class << self
        # Reads the headers of an answer or of an {ApiError}.
        #
        # @param headers [Hash{String => String}] by lower-case name
        # @raise [ArgumentError] where one is missing or malformed
        def from_headers(headers)
          given = @forms.each_with_object({}) do |(name, form), found|
            text = headers[name.downcase]
            found[name] = Header.value(text.gsub(Header::EDGES, ""), *form) if text
          end
          decode(given)
        rescue Mismatch => e
          raise ArgumentError, "#{name}: #{e.to_place}"
        end

        private

        # By header: its kind; what it is besides a string, or its items or properties are; what known properties are; and what
        # stands between a name and its value.
        def read_from(forms)
          @forms = forms
        end
      end
    end

    # Texts of headers. What has not its form stays a text, which the type of the field refuses.
    module Header
      EDGES = /\A[ \t]+|[ \t]+\z/.freeze
      NUMBER = /\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z/.freeze

      module_function

      def value(text, kind, piece = :string, properties = {}, between = ",")
        case kind
        when :json then json(text)
        when :text then scalar(piece, text)
        when :list then pieces(text).map { |one| scalar(piece, one) }
        else object(text, piece, properties, between)
        end
      end

      def object(text, others, properties, between)
        pairs = pieces(text)
        pairs = between == "," ? pairs.each_slice(2).to_a : pairs.map { |pair| pair.split(between, 2) }
        return text unless pairs.all? { |pair| pair.length == 2 }

        pairs.to_h { |name, one| [name, scalar(properties.fetch(name, others), one)] }
      end

      # What has commas between, without what is empty (RFC 9110, section 5.6.1).
      def pieces(text)
        text.split(",").map { |one| one.gsub(EDGES, "") }.reject(&:empty?)
      end

      def scalar(kind, text)
        return text == "true" if %i[boolean any].include?(kind) && %w[true false].include?(text)

        %i[number any].include?(kind) && NUMBER.match?(text) ? json(text) : text
      end

      def json(text)
        Json.parse(text, decimals: Package::DECIMALS)
      rescue Mismatch
        text
      end
    end
  end
end
