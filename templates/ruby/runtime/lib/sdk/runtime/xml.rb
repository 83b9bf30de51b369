# frozen_string_literal: true

require_relative "xmltext"

module Sdk
  module Runtime
    # How the values of a package are laid out in XML.
    class XmlForms
      # The tables as the lines of a JSON text, which is read on first use.
      def initialize(lines)
        @lines = lines
      end

      # The documents that have this root element.
      def root(index)
        XmlRoot.new(self, index)
      end

      # @return [Array<Hash>]
      def roots
        tables["roots"]
      end

      # @return [Array<Hash>]
      def shapes
        tables["shapes"]
      end

      private

      def tables
        @tables ||= Json.parse(@lines.join)
      end
    end

    # Documents of one root element: a notation like that of JSON.
    class XmlRoot
      def initialize(forms, index)
        @forms = forms
        @index = index
      end

      # Reads a document to frozen values, as of a JSON text.
      def parse(text, decimals: false)
        element = XmlText.parse(text)
        node = @forms.roots[@index]
        unless XmlReader.fits?(node, element)
          raise Mismatch, "expected the element #{node['name'].inspect}, found #{element.name.inspect}"
        end

        XmlReader.new(@forms.shapes, decimals).value(node["shape"], element)
      end

      # Writes a value that was encoded.
      def generate(value)
        node = @forms.roots[@index]
        text = XmlWriter.new(@forms.shapes).element(node, node["name"], value, XmlWriter::Scope.new(nil, []))
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>#{text}"
      end
    end

    # From elements to values.
    class XmlReader
      NUMBER = /\A-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\z/.freeze
      BOOLEANS = { "true" => true, "1" => true, "false" => false, "0" => false }.freeze

      def self.fits?(node, element)
        node["name"].nil? || node["name"] == element.name
      end

      def initialize(shapes, decimals)
        @shapes = shapes
        @decimals = decimals
      end

      # The value of an element.
      def value(index, element)
        return if null?(element)

        shape = @shapes[index]
        case shape["is"]
        when "list"
          item = shape["item"]
          list(item, element.children.select { |child| XmlReader.fits?(item, child) })
        when "object" then object(shape, element)
        when "choice" then choice(shape, element)
        else scalar(shape["is"], element.text)
        end
      end

      private

      def null?(element)
        element.attributes.any? { |one| one.name == "nil" && one.prefix && %w[true 1].include?(one.value) }
      end

      def list(node, elements)
        elements.map { |element| value(node["shape"], element) }.freeze
      end

      def choice(shape, element)
        tag = tag_of(shape["tag"], element)
        inner = shape["cases"][tag]
        return object(@shapes[inner], element) if inner

        (tag ? { shape["tag"]["key"] => tag.dup.freeze } : {}).freeze
      end

      # The text that tells which case of a choice an element is.
      def tag_of(node, element)
        return text_at(node, element) if node["at"]

        element.children.reverse_each.find { |child| child.name == node["name"] }&.text
      end

      # The known properties in their order, then all others.
      def object(shape, element)
        children = element.children.group_by(&:name)
        values = {}
        shape["fields"].each do |node|
          found = node["at"] ? [] : children.delete(node["name"]).to_a
          text = text_at(node, element) if node["at"]
          if found.any? then values[node["key"]] = property(node, found)
          elsif text then values[node["key"]] = scalar(@shapes[node["shape"]]["is"], text)
          elsif node["absent"] then values[node["key"]] = node["absent"] == "empty" ? [].freeze : nil
          end
        end
        rest = shape["rest"]
        children.each { |name, found| values[name] = property(rest, found) if rest && !values.key?(name) }
        values.freeze
      end

      def property(node, elements)
        node["each"] ? list(node, elements) : value(node["shape"], elements.last)
      end

      # The text of an attribute, or that of the element itself.
      def text_at(node, element)
        return element.text unless node["at"] == "attribute"

        element.attributes.find { |one| one.name == node["name"] }&.value
      end

      # The value of a text. One that is not of its kind stays a string, which the type then refuses.
      def scalar(kind, text)
        trimmed = text.gsub(/\A[ \t\r\n]+|[ \t\r\n]+\z/, "")
        return text.dup.freeze if kind == "string"
        return if trimmed.empty?
        return BOOLEANS.fetch(trimmed) { text.dup.freeze } if kind == "boolean"

        NUMBER.match?(trimmed) ? Json.parse(trimmed, decimals: @decimals) : text.dup.freeze
      end
    end

    # From values to documents.
    class XmlWriter
      # What namespaces are declared around a place: a prefix stands for one namespace in all documents.
      Scope = Struct.new(:namespace, :prefixes)

      NULL = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>'
      ESCAPES = {
        "&" => "&amp;", "<" => "&lt;", ">" => "&gt;", "\r" => "&#13;", '"' => "&quot;", "\t" => "&#9;", "\n" => "&#10;",
        "]]>" => "]]]]><![CDATA[>"
      }.freeze
      IN_TEXT = /[&<>\r]/.freeze
      IN_ATTRIBUTE = /[&<>\r"\t\n]/.freeze
      IN_CDATA = /\]\]>|\r/.freeze

      def initialize(shapes)
        @shapes = shapes
      end

      # A value as an element, with all that its namespace needs.
      def element(node, name, value, scope)
        raise Mismatch, "#{name.inspect} is no name of an element" unless /\A#{XmlText::NAME}\z/.match?(name)

        tag = qualified(node, name)
        declared, scope = declare(node, scope)
        return "<#{tag}#{declared}#{NULL}" if value.nil?

        attributes, content = content(node["shape"], name, value, scope)
        start = "<#{tag}#{declared}#{attributes}"
        content.empty? ? "#{start}/>" : "#{start}>#{content}</#{tag}>"
      end

      private

      # The attributes of an element, and what stands between its start and its end.
      def content(index, name, value, scope)
        shape = @shapes[index]
        case shape["is"]
        when "list" then ["", each(shape["item"], name, value, scope)]
        when "object" then object(shape, value, scope)
        when "choice"
          tag = value[shape["tag"]["key"]]
          inner = shape["cases"][tag]
          raise Mismatch, "#{tag.inspect} is no case that XML has a form for" unless inner

          object(@shapes[inner], value, scope)
        else ["", escape(value, IN_TEXT)]
        end
      end

      # The items of an array.
      def each(node, name, value, scope)
        value.to_a.each_with_index.map do |item, index|
          at(index) { element(node, node["name"] || name, item, scope) }
        end.join
      end

      def object(shape, value, scope)
        fields = shape["fields"].select { |node| value.key?(node["key"]) }
        attributes = +""
        fields.each do |node|
          item = value[node["key"]]
          next if node["at"] != "attribute" || item.nil?

          declared, scope = declare(node, scope)
          attributes << declared << at(node["key"]) { attribute(qualified(node, node["name"]), item) }
        end
        [attributes, properties(shape, fields, value, scope)]
      end

      def properties(shape, fields, value, scope)
        content = fields.reject { |node| node["at"] == "attribute" }.map do |node|
          at(node["key"]) { field(node, node["name"], value[node["key"]], scope) }
        end
        if shape["rest"]
          others = value.except(*shape["fields"].map { |node| node["key"] })
          content.concat(others.map { |key, item| at(key) { field(shape["rest"], key, item, scope) } })
        end
        content.join
      end

      # A property that is no attribute.
      def field(node, name, value, scope)
        return node["each"] ? each(node, name, value, scope) : element(node, name, value, scope) unless node["at"]
        return "" if value.nil?
        return escape(value, IN_TEXT) if node["at"] == "text"

        text = escape(value, IN_CDATA)
        text.empty? ? "" : "<![CDATA[#{text}]]>"
      end

      # A mismatch within is one of the value under a step.
      def at(step)
        yield
      rescue Mismatch => e
        raise e.at(step)
      end

      def qualified(node, name)
        node["prefix"] ? "#{node['prefix']}:#{name}" : name
      end

      # The declaration of a namespace that is not in scope, and the scope with it.
      def declare(node, scope)
        namespace, prefix = node.values_at("namespace", "prefix")
        return ["", scope] if namespace.nil?

        if prefix.nil?
          return ["", scope] if scope.namespace == namespace

          return [attribute("xmlns", namespace), Scope.new(namespace, scope.prefixes)]
        end
        return ["", scope] if scope.prefixes.include?(prefix)

        [attribute("xmlns:#{prefix}", namespace), Scope.new(scope.namespace, [*scope.prefixes, prefix])]
      end

      def attribute(name, value)
        " #{name}=\"#{escape(value, IN_ATTRIBUTE)}\""
      end

      # A scalar as text that stands in a document.
      def escape(value, place)
        text = value.is_a?(::String) ? value.encode(Encoding::UTF_8) : Json.generate(value)
        raise Mismatch, "the text is not UTF-8" unless text.valid_encoding?

        wrong = XmlText.foreign(text)
        raise Mismatch, "XML cannot carry the character #{wrong}" if wrong

        escapes = place == IN_CDATA ? ESCAPES.merge("\r" => "]]>&#13;<![CDATA[") : ESCAPES
        text.gsub(place, escapes)
      end
    end
  end
end
