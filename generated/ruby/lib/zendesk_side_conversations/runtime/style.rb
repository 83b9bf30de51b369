# frozen_string_literal: true

module ZendeskSideConversations
  module Runtime
    # How values are written in URLs, headers and forms (OpenAPI 3.0.3, section 4.7.12.3; RFC 6570).
    module Style
      # What stays as it is (RFC 3986, +unreserved+).
      STRICT = /[^A-Za-z0-9\-._~]/n.freeze
      # +reserved+ stays too, less what would end or split the value.
      RESERVED = %r{[^A-Za-z0-9\-._~:/?\[\]@!$'()*,;=]}n.freeze
      BETWEEN = { form: ",", deep: ",", space: "%20", pipe: "%7C" }.freeze

      module_function

      def escape(text, pattern = STRICT)
        text.b.gsub(pattern) { |byte| format("%%%02X", byte.ord) }
      end

      # A scalar as text.
      def text(value)
        case value
        when nil then ""
        when ::String then value
        when ::Hash, ::Array then Json.generate(value)
        else value.to_s
        end
      end

      # A path parameter, encoded.
      def path(name, style, explode, value)
        pairs = pairs(value)
        case style
        when :label then ".#{flat(pairs, explode ? '.' : ',', explode)}"
        when :matrix then matrix(escape(name), explode, value, pairs)
        else flat(pairs, ",", explode)
        end
      end

      # A query parameter, or a property of a form, as encoded names and values.
      def query(name, style, explode, value, reserved: false)
        pattern = reserved ? RESERVED : STRICT
        return deep(name, value, pattern) if style == :deep

        case value
        when ::Hash
          return value.map { |key, inner| [escape(key), escape(text(inner), pattern)] } if explode && style == :form

          joined(name, style, value.flat_map { |key, inner| [escape(key), escape(text(inner), pattern)] })
        when ::Array
          texts = value.map { |item| escape(text(item), pattern) }
          explode ? texts.map { |item| [escape(name), item] } : joined(name, style, texts)
        else [[escape(name), escape(text(value), pattern)]]
        end
      end

      # A cookie, its pieces encoded.
      def cookie(explode, value)
        flat(pairs(value), ",", explode)
      end

      # A header, not encoded.
      def plain(explode, value)
        case value
        when ::Hash then value.map { |key, inner| "#{key}#{explode ? '=' : ','}#{text(inner)}" }.join(",")
        when ::Array then value.map { |item| text(item) }.join(",")
        else text(value)
        end
      end

      def joined(name, style, texts)
        texts.empty? ? [] : [[escape(name), texts.join(BETWEEN.fetch(style))]]
      end

      def pairs(value)
        case value
        when ::Hash then value.map { |key, inner| [escape(key), escape(text(inner))] }
        when ::Array then value.map { |item| [nil, escape(text(item))] }
        else [[nil, escape(text(value))]]
        end
      end

      def flat(pairs, between, explode)
        inside = explode ? "=" : ","
        pairs.map { |key, inner| key ? "#{key}#{inside}#{inner}" : inner }.join(between)
      end

      def matrix(name, explode, value, pairs)
        pairs = [[name, flat(pairs, ",", false)]] unless explode
        pairs = pairs.map { |_, inner| [name, inner] } if explode && !value.is_a?(::Hash)
        pairs.map { |key, inner| inner.empty? ? ";#{key}" : ";#{key}=#{inner}" }.join
      end

      # To any depth: OpenAPI leaves nesting open, this is what servers read.
      def deep(name, value, pattern)
        case value
        when ::Hash then value.flat_map { |key, inner| deep("#{name}[#{key}]", inner, pattern) }
        when ::Array then value.flat_map { |inner| deep(name, inner, pattern) }
        else [[escape(name), escape(text(value), pattern)]]
        end
      end
    end

    # Headers.
    module Header
      NAME = /\A[!#$%&'*+\-.^_`|~0-9A-Za-z]+\z/.freeze

      module_function

      # The value, or an error that does not show it: it may be a secret.
      def check(name, value)
        value = value.to_s
        raise LocalError.new("the header name #{name.inspect} is none", kind: :header) unless NAME.match?(name)
        return value unless value.b.match?(/[\x00-\x08\x0A-\x1F\x7F]/n)

        raise LocalError.new("the header #{name} must not hold control characters", kind: :header)
      end
    end
  end
end
