# frozen_string_literal: true

require "openssl"
require "time"

module Sdk
  # What came is not what the server sent, or not as described. The message has neither secrets nor signatures in it.
  class WebhookError < Error
    # @return [Symbol] +:secret+, +:missing_header+, +:malformed_header+, +:no_signature_fits+, +:too_old+, +:in_the_future+
    #   or +:body+
    attr_reader :reason
    # @return [String, nil] the header that is missing or malformed
    attr_reader :header

    def initialize(message, reason:, header: nil)
      super(message)
      @reason = reason
      @header = header
    end
  end

  module Runtime
    # How a payload is signed. What is empty does not apply.
    Signature = Struct.new(
      :algorithm, :header, :encoding, :content, :prefix, :separator, :timestamp_header, :timestamp_prefix, :timestamp_format,
      :tolerance, :key_encoding, :key_prefix, keyword_init: true
    )

    # A webhook whose payload is signed.
    class Webhook
      def initialize(payload, signature)
        @payload = payload
        @signature = signature
      end

      # Verifies that the server sent a body, and reads it. The bytes must be as they came: a text that was read and written again
      # has another signature.
      #
      # @param headers [Hash{String => String, Array<String>}] those of the request, in any case
      # @param body [String] the bytes as they came
      # @param secrets [String, Array<String>] several are for the time in which the old one and the new one are used
      # @param now [Time] for tests
      # @raise [WebhookError]
      def verify(headers, body, secrets, now: Time.now)
        Verification.new(@signature, headers, body.b).verify(Array(secrets), now)
        begin
          @payload.decode(Json.parse(body, decimals: Package::DECIMALS))
        rescue Mismatch => e
          raise WebhookError.new("the body is not as described: #{e.to_place}", reason: :body)
        end
      end
    end

    # The verification of one body.
    class Verification
      SIZES = { "sha1" => 20, "sha256" => 32, "sha512" => 64 }.freeze
      VISIBLE = /\A[\t\x20-\x7e]+\z/n.freeze
      HEX = /\A[0-9A-Fa-f]*\z/n.freeze
      BASE64 = %r{\A(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\z}n.freeze
      UNIX = /\A[0-9]{1,12}\z/n.freeze
      CLOCK = /(?:[01]\d|2[0-3]):[0-5]\d/n.freeze
      DATE_TIME = /\A(\d{4}-\d\d)-(\d\d)T#{CLOCK}:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-]#{CLOCK})\z/n.freeze
      private_constant :SIZES, :VISIBLE, :HEX, :BASE64, :UNIX, :CLOCK, :DATE_TIME

      def initialize(signature, headers, body)
        @signature = signature
        @headers = headers.to_a.group_by { |name, _| name.to_s.downcase }
        @body = body
      end

      def verify(secrets, now)
        raise WebhookError.new("there is no secret", reason: :secret) if secrets.empty?

        keys = secrets.map { |secret| key(secret.b) }
        codes = entries.filter_map { |entry| code(entry) }
        raise malformed(@signature.header) if codes.empty?

        text = content
        # Each code is compared with each key, so that the time does not tell which one fits.
        fits = keys.product(codes).map { |key, code| OpenSSL.fixed_length_secure_compare(sign(key, text), code) }
        raise WebhookError.new("no signature fits", reason: :no_signature_fits) if fits.none?

        check_time(now.to_i - seconds) if timestamp
      end

      private

      def key(secret)
        return not_empty(secret) unless @signature.key_encoding == "base64"

        text = secret.delete_prefix(@signature.key_prefix.to_s.b)
        raise WebhookError.new("a secret is not base64", reason: :secret) unless text.match?(BASE64)

        not_empty(text.unpack1("m"))
      end

      def not_empty(key)
        key.empty? ? raise(WebhookError.new("a secret is empty", reason: :secret)) : key
      end

      def sign(key, text)
        digest = OpenSSL::HMAC.digest(@signature.algorithm, key, text)
        @signature.encoding == "hex" ? digest.unpack1("H*") : [digest].pack("m0")
      end

      # The code of an entry, as it is compared; +nil+ if it is none.
      def code(entry)
        return unless entry.start_with?(@signature.prefix.to_s)

        text = entry.delete_prefix(@signature.prefix.to_s)
        size = SIZES.fetch(@signature.algorithm)
        if @signature.encoding == "hex"
          text.downcase if text.match?(HEX) && text.length == size * 2
        elsif text.match?(BASE64) && text.length == (size + 2) / 3 * 4
          text
        end
      end

      # The entries of the header with the signature.
      def entries
        @entries ||= begin
          value = header(@signature.header)
          @signature.separator ? value.split(@signature.separator).map { |entry| trimmed(entry) } : [value]
        end
      end

      # The time as it is written; +nil+ where none is signed.
      def timestamp
        @timestamp ||=
          if @signature.timestamp_header
            in_form(header(@signature.timestamp_header), @signature.timestamp_header)
          elsif @signature.timestamp_prefix
            times = entries.select { |entry| entry.start_with?(@signature.timestamp_prefix) }
            raise malformed(@signature.header) if times.length != 1

            in_form(times.first.delete_prefix(@signature.timestamp_prefix), @signature.header)
          end
      end

      def in_form(text, header)
        matched = text.match(@signature.timestamp_format == "date-time" ? DATE_TIME : UNIX)
        raise malformed(header) unless matched && (matched.size == 1 || day?(matched))

        text
      end

      def day?(matched)
        year, month = matched[1].split("-").map(&:to_i)
        (1..12).cover?(month) && (1..Date.new(year, month, -1).day).cover?(matched[2].to_i)
      end

      def seconds
        @signature.timestamp_format == "date-time" ? Time.iso8601(timestamp).to_i : timestamp.to_i
      end

      def check_time(age)
        tolerance = @signature.tolerance
        raise WebhookError.new("the signature is older than #{tolerance} s", reason: :too_old) if age > tolerance
        raise WebhookError.new("the signature is more than #{tolerance} s ahead", reason: :in_the_future) if -age > tolerance
      end

      # What is signed. Every other piece of the description is a name in braces.
      def content
        pieces = @signature.content.split(/[{}]/, -1).each_with_index.map do |piece, index|
          next piece.b if index.even?
          next @body if piece == "body"

          piece == "timestamp" ? timestamp : header(piece.delete_prefix("header:"))
        end
        pieces.join
      end

      def header(name)
        found = @headers.fetch(name.downcase, []).flat_map { |_, value| value }
        raise WebhookError.new("the header #{name} is missing", reason: :missing_header, header: name) if found.empty?

        value = trimmed(found.first.to_s.b)
        raise malformed(name) unless found.length == 1 && value.match?(VISIBLE)

        value
      end

      def trimmed(text)
        text.gsub(/\A[ \t]+|[ \t]+\z/n, "")
      end

      def malformed(name)
        WebhookError.new("the header #{name} is malformed", reason: :malformed_header, header: name)
      end
    end
  end
end
