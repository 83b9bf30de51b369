# frozen_string_literal: true

module ZendeskSideConversations
  # A text that no textual form shows. +reveal+ gives it.
  class Secret
    # Makes one of a text; one stays what it is.
    def self.of(text)
      text.is_a?(Secret) ? text : new(text)
    end

    def initialize(text)
      text = String(text).dup.freeze
      # Within a closure neither YAML nor a debugger's dump of variables finds it.
      @reveal = -> { text }
      freeze
    end

    # @return [String] the text
    def reveal
      @reveal.call
    end

    # @return [Boolean]
    def ==(other)
      other.is_a?(Secret) && reveal == other.reveal
    end
    alias eql? ==

    # @return [Integer]
    def hash
      reveal.hash
    end

    # @return [String] never the text
    def inspect
      "[secret]"
    end
    alias to_s inspect

    # @return [String] never the text
    def to_json(*)
      "\"[secret]\""
    end

    # Secrets are not serialised.
    def encode_with(coder)
      coder["secret"] = "[secret]"
    end
  end
end
