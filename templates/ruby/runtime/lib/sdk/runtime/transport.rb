# frozen_string_literal: true

require "net/http"
require "zlib"

module Sdk
  # A request as a transport gets it.
  #
  # +body+ is +nil+, a string, or something to read; its length, where it is known, is in the headers. +stream+ says that the
  # answer is wanted bit by bit.
  TransportRequest = Struct.new(:http_method, :origin, :target, :headers, :body, :connect_timeout, :timeout, :limit, :stream,
                                keyword_init: true) do
    # @return [String]
    def url
      "#{origin}#{target}"
    end

    # @return [String] without headers and query, which may hold secrets
    def inspect
      "#<#{self.class.name} #{http_method} #{origin}#{target.to_s.split('?').first}>"
    end
    alias_method :to_s, :inspect
  end

  # An answer as a transport gives it: headers by lower-case name; the body is a string, or yields strings by +each+ and is closed
  # by +close+ where it has that.
  TransportResponse = Struct.new(:status, :headers, :body, keyword_init: true) do
    # @return [String]
    def inspect
      "#<#{self.class.name} #{status}>"
    end
    alias_method :to_s, :inspect
  end

  # Raised by a transport where no connection was made, so that the server cannot have seen the request.
  class NotConnected < StandardError; end

  # The transport that clients have unless they are given another one: connections of +Net::HTTP+ that are kept for reuse. It may
  # be used by many threads.
  class NetHttpTransport
    # So many connections that nobody uses are kept for an origin.
    KEPT = 8
    # A server may close a connection that was idle for longer.
    IDLE = 15

    # @yieldparam http [Net::HTTP] a connection to be configured before it is opened: proxy, certificates
    def initialize(&configure)
      @configure = configure
      @idle = Hash.new { |idle, key| idle[key] = [] }
      @process = Process.pid
      @lock = Mutex.new
    end

    # Sends a request.
    #
    # @return [TransportResponse]
    def call(request)
      http = checkout(request)
      http.read_timeout = http.write_timeout = request.timeout
      request.stream ? stream(http, request) : whole(http, request)
    end

    # Closes the connections that nobody uses.
    def close
      idle = @lock.synchronize { @idle.values.flatten(1).tap { @idle.clear } }
      idle.each { |http, _| finish(http) }
    end

    # @return [String]
    def inspect
      "#<#{self.class.name}>"
    end
    alias to_s inspect

    private

    def whole(http, request)
      response = nil
      full = catch(:full) do
        http.request(message(request)) do |answer|
          response = respond(answer, +"".b)
          fill(response.body, answer, request)
        end
        nil
      end
      # What is left unread would stand before the next answer.
      done = full.nil?
      checkin(request, http) if done
      response
    ensure
      finish(http) unless done
    end

    def fill(body, answer, request)
      success = answer.code.to_i < 300
      limit = success ? request.limit : Runtime::ERROR_LIMIT
      Runtime::Chunks.each(answer, request) do |chunk|
        body << chunk
        throw :full, true if body.bytesize > limit
      end
    rescue IOError, SystemCallError
      raise if success

      # A body that breaks off takes nothing from what the status says.
      throw :full, true
    end

    # +Net::HTTP+ calls us with the answer; a fiber turns this round, so that the caller comes back for each piece.
    def stream(http, request)
      fiber = Fiber.new do
        http.request(message(request)) do |answer|
          Fiber.yield(answer)
          Runtime::Chunks.each(answer, request) { |chunk| Fiber.yield(chunk) }
        end
        checkin(request, http)
        nil
      end
      answer = fiber.resume
      respond(answer, Runtime::FiberBody.new(fiber) { finish(http) })
    ensure
      finish(http) unless answer
    end

    def respond(answer, body)
      headers = answer.each_header.to_h.transform_keys(&:downcase)
      TransportResponse.new(status: answer.code.to_i, headers: headers, body: body)
    end

    def message(request)
      # Without a body none may be said to be permitted: an empty one with a content type of its own would be sent.
      message = Net::HTTPGenericRequest.new(request.http_method, !request.body.nil?, request.http_method != "HEAD",
                                            request.target, { "accept-encoding" => "gzip" }.merge(request.headers))
      case request.body
      when nil then nil
      when String then message.body = request.body
      else message.body_stream = request.body
      end
      message
    end

    def checkout(request)
      connection, used = @lock.synchronize do
        forget_parent
        @idle[key(request)].pop
      end
      return connection if connection && Process.clock_gettime(Process::CLOCK_MONOTONIC) - used < IDLE

      finish(connection) if connection
      connect(request)
    end

    # Connections of the process that this one was forked from are not ours, not even to be closed.
    def forget_parent
      return if @process == Process.pid

      @process = Process.pid
      @idle.clear
    end

    def checkin(request, http)
      return unless http.started?

      kept = @lock.synchronize do
        idle = @idle[key(request)]
        idle << [http, Process.clock_gettime(Process::CLOCK_MONOTONIC)] if idle.length < KEPT
      end
      finish(http) unless kept
    end

    def key(request)
      request.origin.to_s
    end

    def connect(request)
      origin = request.origin
      http = Net::HTTP.new(origin.host.delete("[]"), origin.port)
      http.use_ssl = origin.secure?
      http.max_retries = 0
      http.keep_alive_timeout = IDLE
      http.open_timeout = http.ssl_timeout = request.connect_timeout
      @configure&.call(http)
      http.start
    rescue SystemCallError, SocketError, IOError, OpenSSL::SSL::SSLError, Net::ProtocolError => e
      raise NotConnected, "cannot connect to #{request.origin}: #{e.message}"
    end

    def finish(http)
      http.finish if http.started?
    rescue IOError
      # It is closed already.
    end
  end

  module Runtime
    # So much of an error's body is kept.
    ERROR_LIMIT = 1 << 20

    # The body of an answer of +Net::HTTP+, unpacked, bit by bit. A body that is cut off is an error.
    module Chunks
      module_function

      def each(answer, request, &block)
        return if request.http_method == "HEAD" || !answer.class.body_permitted?

        inflater = Zlib::Inflate.new(16 + Zlib::MAX_WBITS) if packed?(answer)
        read = 0
        answer.read_body do |chunk|
          read += chunk.bytesize
          inflater ? inflater.inflate(chunk, &block) : yield(chunk)
        end
        raise EOFError, "the answer was cut off" if cut?(answer, read) || (inflater && read.positive? && !inflater.finished?)
      ensure
        # Without it, closing one that has not come to its end is warned of.
        inflater&.reset
        inflater&.close
      end

      def packed?(answer)
        %w[gzip x-gzip].include?(answer["content-encoding"].to_s.downcase)
      end

      # The standard library takes a body that is too short for whole.
      def cut?(answer, read)
        !answer.chunked? && answer["content-length"] && read < answer["content-length"].to_i
      end
    end

    # The body of an answer that a fiber reads.
    class FiberBody
      def initialize(fiber, &close)
        @fiber = fiber
        @close = close
        @done = false
      end

      def each
        until @done
          chunk = @fiber.resume
          return @done = true if chunk.nil?

          yield chunk
        end
      rescue StandardError
        close
        raise
      end

      def close
        return if @done

        @done = true
        @close.call
      end
    end
  end
end
