# frozen_string_literal: true

require "strscan"

module Sdk
  module Runtime
    # XML documents to elements. The parser is our own and the same in every language: it knows no document types and no entities
    # but the five of XML itself, so that nothing can be fetched or blown up, and names count without their prefixes.
    class XmlText
      # How deep elements may be nested.
      DEPTH = 64
      NAME = /[A-Za-z_\u{80}-\u{10FFFF}][-.0-9A-Za-z_\u{80}-\u{10FFFF}]*/.freeze
      VERSION = /[ \t\n]+version[ \t\n]*=[ \t\n]*["']1\.[0-9]+["']/.freeze
      ENCODING = /[ \t\n]+encoding[ \t\n]*=[ \t\n]*["']([-._0-9A-Za-z]+)["']/.freeze
      DECLARATION = /<\?xml#{VERSION}(?:#{ENCODING})?[^?<>]*\?>/.freeze
      START = /<(?:(?:#{NAME}):)?(#{NAME})/.freeze
      ENDING = %r{</((?:(?:#{NAME}):)?#{NAME})[ \t\n]*>}.freeze
      INSTRUCTION = /<\?(?:(?:#{NAME}):)?(#{NAME})/.freeze
      PAIR = /[ \t\n]+(?:(#{NAME}):)?(#{NAME})[ \t\n]*=[ \t\n]*(?:"([^"<]*)"|'([^'<]*)')/.freeze
      CLOSE = %r{[ \t\n]*(/?)>}.freeze
      REFERENCE = /&(?:(lt|gt|amp|apos|quot)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));/.freeze
      ENTITIES = { "lt" => "<", "gt" => ">", "amp" => "&", "apos" => "'", "quot" => '"' }.freeze
      # What XML 1.0 cannot carry.
      FOREIGN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/.freeze

      # An element; its name is without the prefix, its text without that of its children.
      Element = Struct.new(:name, :attributes, :children, :text)
      # An attribute that declares no namespace.
      Attribute = Struct.new(:prefix, :name, :value)

      # The first character that XML cannot carry.
      def self.foreign(text)
        found = text[FOREIGN]
        found && format("U+%04X", found.ord)
      end

      # The root element of a document.
      def self.parse(document)
        new(document).document
      end

      def initialize(document)
        text = document.dup.force_encoding(Encoding::UTF_8)
        refuse("the text is not UTF-8") unless text.valid_encoding?
        text = text.delete_prefix("\uFEFF")
        wrong = XmlText.foreign(text)
        refuse("#{wrong} is no character of XML") if wrong
        @text = StringScanner.new(text.gsub(/\r\n?/, "\n"))
        @open = []
        # The names of the open elements with their prefixes.
        @names = []
        @root = nil
      end

      # Reads all of it.
      def document
        @text.scan(DECLARATION)
        encoding = (@text.matched? && @text[1]) || "UTF-8"
        refuse("the encoding is #{encoding}, not UTF-8") unless %w[UTF-8 US-ASCII].include?(encoding.upcase)
        following until @text.eos?
        refuse("the document ends before its root element does") if @root.nil? || !@open.empty?
        @root
      end

      private

      def refuse(reason)
        raise Mismatch, "no XML: #{reason}"
      end

      # Reads text, a comment, an instruction, or the start or end of an element.
      def following
        return add_text(@text.matched) if @text.scan(/[^<]+/)
        return skip(/--/, /-->/) if @text.scan(/<!--/)
        return instruction if @text.scan(INSTRUCTION)
        return add_section if @text.scan(/<!\[CDATA\[/)

        refuse("document types are refused") if @text.match?(/<!/)
        @text.match?(%r{</}) ? ending : start
      end

      # Leaves out what ends with +finish+; what first looks like it must be it.
      def skip(mark, finish)
        ahead = @text.check_until(mark)
        @text.pos += ahead.bytesize - @text.matched_size if ahead
        refuse("a comment or an instruction without an end") unless ahead && @text.scan(finish)
      end

      def instruction
        refuse("an instruction without a name of its own") if @text[1].downcase == "xml"
        skip(/\?>/, /\?>/)
      end

      def add_section
        text = @text.scan_until(/\]\]>/)
        refuse("a CDATA section out of place or without an end") if text.nil? || @open.empty?
        @open.last.text << text.delete_suffix("]]>")
      end

      def add_text(text)
        if @open.empty?
          refuse("text outside of the root element") if text.match?(/[^ \t\n]/)
          return
        end
        refuse("]]> in a text") if text.include?("]]>")
        @open.last.text << resolve(text)
      end

      def start
        refuse("< without the name of an element") unless @text.scan(START)
        tag = @text.matched
        name = @text[1]
        refuse("more than one root element") if @root && @open.empty?
        refuse("elements are nested more than #{DEPTH} deep") if @open.length == DEPTH
        element = Element.new(name, attributes, [], +"")
        refuse("the start of the element #{name.inspect} is malformed") unless @text.scan(CLOSE)
        @open.last&.children&.push(element)
        @root ||= element
        return unless @text[1].empty?

        @open << element
        @names << tag[1..]
      end

      # Reads attributes; declarations of namespaces are none.
      def attributes
        found = {}
        while @text.scan(PAIR)
          prefix = @text[1]
          name = @text[2]
          refuse("the attribute #{name.inspect} is there twice") if found.key?([prefix, name])
          found[[prefix, name]] = Attribute.new(prefix, name, resolve((@text[3] || @text[4]).tr("\t\n", " ")))
        end
        found.except([nil, "xmlns"]).values.reject { |attribute| attribute.prefix == "xmlns" }
      end

      def ending
        refuse("the end of an element that is not open") unless @text.scan(ENDING) && @names.last == @text[1]
        @open.pop
        @names.pop
      end

      # Replaces references to characters and to the five entities.
      def resolve(text)
        return text unless text.include?("&")

        refuse("& without an entity that XML knows by itself") if text.gsub(REFERENCE, "").include?("&")
        text.gsub(REFERENCE) do |reference|
          entity, decimal, hexadecimal = Regexp.last_match.captures
          next ENTITIES[entity] if entity

          character(reference, decimal ? decimal.to_i : hexadecimal.to_i(16))
        end
      end

      def character(reference, code)
        is_scalar = code <= 0x10FFFF && !code.between?(0xD800, 0xDFFF)
        character = is_scalar ? [code].pack("U") : "\0"
        refuse("#{reference} is no character of XML") if XmlText.foreign(character)
        character
      end
    end
  end
end
