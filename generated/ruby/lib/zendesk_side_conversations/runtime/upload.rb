# frozen_string_literal: true

module ZendeskSideConversations
  # Bytes to be sent: a string, a file by its path, or an object that can be read. A string, a path, and what can be rewound can
  # be sent again when a call is retried.
  class Upload
    # @return [String, nil]
    attr_reader :filename
    # @return [String, nil]
    attr_reader :content_type

    # A file, which is opened when it is sent, and again when it is sent again.
    def self.file(path, filename: File.basename(path), content_type: nil)
      new(Pathname.new(path), filename: filename, content_type: content_type)
    end

    # Makes one of what a person would give: an upload, bytes, a path, something to read.
    def self.of(content)
      content.is_a?(Upload) ? content : new(content)
    end

    # @param content [String, Pathname, #read]
    def initialize(content, filename: nil, content_type: nil)
      unless content.is_a?(String) || content.is_a?(Pathname) || content.respond_to?(:read)
        raise ArgumentError, "an upload is a String, a Pathname or something to read, not #{content.class}"
      end

      @content = content
      @filename = filename || (content.is_a?(Pathname) ? content.basename.to_s : nil)
      @content_type = content_type
      @start = content.pos if !fixed? && content.respond_to?(:pos) && content.respond_to?(:rewind)
    rescue SystemCallError
      # A pipe has no place to go back to.
      @start = nil
    end

    # Whether it can be sent a second time.
    def replayable?
      fixed? || !@start.nil?
    end

    # The number of bytes; +nil+ where only reading tells.
    def size
      case @content
      when String then @content.bytesize
      when Pathname then @content.size
      else @content.respond_to?(:size) && @start ? @content.size - @start : nil
      end
    end

    # Something to read, at its beginning.
    #
    # @private
    def open
      case @content
      when String then StringIO.new(@content.dup.force_encoding(Encoding::BINARY))
      when Pathname then @content.open("rb")
      else
        @content.seek(@start) if @start
        @content
      end
    end

    # Whether +open+ makes something of its own, which is to be closed.
    #
    # @private
    def fixed?
      @content.is_a?(String) || @content.is_a?(Pathname)
    end

    # @return [String] without the content
    def inspect
      "#<#{self.class.name} #{@filename || 'bytes'}>"
    end
    alias to_s inspect
  end
end
