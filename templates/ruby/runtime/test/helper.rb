# frozen_string_literal: true

require "minitest/autorun"
require "socket"
require "tempfile"
require "zlib"
require "sdk"
require_relative "fixtures"

# A server that reads requests off the socket and writes what it is told to, byte by byte.
class Server
  Request = Struct.new(:line, :headers, :body) do
    def target
      line.split[1]
    end

    def [](name)
      headers[name]
    end
  end

  attr_reader :requests, :connections

  # Each answer is a string for one request, or something to call with the socket and the request.
  def initialize(*answers)
    @answers = answers
    @requests = []
    @connections = 0
    @server = TCPServer.new("127.0.0.1", 0)
    @thread = Thread.new { serve }
  end

  def url
    "http://127.0.0.1:#{@server.addr[1]}"
  end

  def close
    @thread.kill
    @server.close
  end

  def self.open(*answers)
    server = new(*answers)
    yield server
  ensure
    server&.close
  end

  # A whole answer.
  def self.answer(status, body = "", headers = {})
    head = { "content-type" => "application/json", "content-length" => body.bytesize }.merge(headers).compact
    "HTTP/1.1 #{status} X\r\n#{head.map { |name, value| "#{name}: #{value}\r\n" }.join}\r\n#{body}"
  end

  private

  def serve
    loop do
      socket = @server.accept
      @connections += 1
      Thread.new { converse(socket) }
    end
  end

  def converse(socket)
    while (line = socket.gets)
      headers = {}
      while (header = socket.gets.chomp) != ""
        name, value = header.split(": ", 2)
        headers[name.downcase] = value
      end
      @requests << Request.new(line.chomp, headers, read_body(socket, headers))
      answer = @answers.length > 1 ? @answers.shift : @answers.first
      answer.respond_to?(:call) ? answer.call(socket, @requests.last) : socket.write(answer)
      break if socket.closed?
    end
  rescue SystemCallError, IOError
    # The client went away.
  ensure
    socket.close
  end

  def read_body(socket, headers)
    return socket.read(headers["content-length"].to_i) if headers["content-length"]
    return unless headers["transfer-encoding"] == "chunked"

    body = +""
    while (length = socket.gets.to_i(16)).positive?
      body << socket.read(length)
      socket.gets
    end
    socket.gets
    body
  end
end

# What the tests have in common.
class SdkTest < Minitest::Test
  def answer(...)
    Server.answer(...)
  end

  def client(server, **settings)
    Sdk::Client.new(base_url: server.respond_to?(:url) ? server.url : server, sleep: pauses, **settings)
  end

  # Notes how long the client would wait, and does not wait.
  def pauses
    @pauses ||= []
    ->(seconds) { @pauses << seconds }
  end

  def things(server, **settings)
    client(server, **settings).things
  end
end
