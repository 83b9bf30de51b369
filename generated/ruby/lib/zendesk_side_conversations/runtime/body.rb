# frozen_string_literal: true

require "pathname"
require "securerandom"
require "stringio"

module ZendeskSideConversations
  module Runtime
    # Files in multipart bodies.
    class FileType < Type
      def name
        "an upload"
      end

      def holds?(value)
        value.is_a?(Upload)
      end

      def coerce(value)
        Upload.of(value)
      rescue ArgumentError
        Mismatch.expected("an upload, bytes, a path or something to read", value)
      end
    end

    # A body as it goes on the wire: pieces, each a string or an upload.
    class Body
      # @return [String]
      attr_reader :content_type

      def initialize(content_type, pieces)
        @content_type = content_type
        @pieces = pieces
      end

      def replayable?
        @pieces.all? { |piece| piece.is_a?(::String) || piece.replayable? }
      end

      # Yields the body for one attempt: a string where all of it is at hand, else something to read, and its length.
      def open
        return yield(@pieces.join, nil) if @pieces.all?(::String)

        sizes = @pieces.map { |piece| piece.is_a?(::String) ? piece.bytesize : piece.size }
        reader = Reader.new(@pieces)
        begin
          yield reader, sizes.all? ? sizes.sum : nil
        ensure
          reader.close
        end
      end
    end

    # Pieces as one thing to read.
    class Reader
      def initialize(pieces)
        # All files are opened first, so that one that is missing is found before anything is sent.
        @rest = pieces.map { |piece| piece.is_a?(::String) ? StringIO.new(piece) : piece.open }
        @mine = pieces.zip(@rest).filter_map { |piece, io| io if piece.is_a?(::String) || piece.fixed? }
      end

      # As +IO#read+.
      def read(length = nil, buffer = nil)
        text = length ? some(length) : all
        return text unless buffer

        buffer.replace(text || "")
        text && buffer
      end

      def close
        @mine.each(&:close)
      end

      private

      def some(length)
        return +"" if length.zero?

        until @rest.empty?
          text = @rest.first.read(length)
          return text.b unless text.nil? || text.empty?

          @rest.shift
        end
      end

      def all
        @rest.map { |io| io.read.to_s.b }.join.tap { @rest.clear }
      end
    end

    # +multipart/form-data+ (RFC 7578).
    class Multipart
      def initialize
        # No content can be made to contain so many random bits.
        @boundary = "sdk-#{SecureRandom.hex(16)}"
        @pieces = []
      end

      def text(name, content, content_type)
        part(name, nil, content_type, content.b)
      end

      def file(name, upload, content_type)
        part(name, upload.filename || name, upload.content_type || content_type || "application/octet-stream", upload)
      end

      def body
        pieces = @pieces.chunk_while { |left, right| left.is_a?(::String) && right.is_a?(::String) }
        pieces = pieces.flat_map { |run| run.first.is_a?(::String) ? [run.join] : run }
        Body.new("multipart/form-data; boundary=#{@boundary}", pieces + ["--#{@boundary}--\r\n"])
      end

      private

      def part(name, filename, content_type, content)
        head = "--#{@boundary}\r\nContent-Disposition: form-data; name=\"#{quote(name)}\""
        head << "; filename=\"#{quote(filename)}\"" if filename
        head << "\r\nContent-Type: #{Header.check('content-type', content_type)}" if content_type
        @pieces << "#{head}\r\n\r\n".b << content << "\r\n".b
      end

      # As browsers do: what could end the parameter is percent-encoded, other control characters are nobody's need.
      def quote(text)
        text.encode(Encoding::UTF_8).scrub("_").gsub(/["\r\n]|[[:cntrl:]]/) do |char|
          { "\"" => "%22", "\r" => "%0D", "\n" => "%0A" }.fetch(char, "_")
        end
      rescue ::EncodingError
        text.b.gsub(/[^ -~]|"/n, "_")
      end
    end
  end
end
