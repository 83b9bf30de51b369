# frozen_string_literal: true

# Makes calls through the driver of the side conversations package in the folder DRIVER.

require "json"
require "minitest/autorun"
require "open3"
require "socket"

# What goes in as JSON lines comes out as requests, and the other way round.
class DriverTest < Minitest::Test
  CONVERSATION = { "id" => "c1", "state" => "new state" }.freeze
  LIST = "ListSideConversations"

  def setup
    @answers = []
    @requests = []
    @server = TCPServer.new("127.0.0.1", 0)
    @thread = Thread.new { serve }
  end

  def teardown
    @thread.kill
    @server.close
  end

  def serve
    loop do
      socket = @server.accept
      head = +""
      head << socket.gets until head.end_with?("\r\n\r\n")
      body = socket.read(head[/^content-length: (\d+)/i, 1].to_i)
      @requests << [head.lines.first.split.first(2).join(" "), head, body]
      status, type, text = @answers.shift
      socket.write("HTTP/1.1 #{status} X\r\nconnection: close\r\ncontent-type: #{type}\r\ncontent-length: #{text.bytesize}\r\n\r\n#{text}")
      socket.close
    end
  end

  def url
    "http://127.0.0.1:#{@server.addr[1]}"
  end

  def call(operation, auth: { "bearerAuth" => { "token" => "t" } }, **request)
    request = { "id" => 7, "baseUrl" => url, "operationId" => operation, "auth" => auth, **request.transform_keys(&:to_s) }
    output, status = Open3.capture2("ruby", "-w", File.join(ENV.fetch("DRIVER"), "driver.rb"), stdin_data: "#{request.to_json}\n")
    assert_predicate status, :success?
    answer = JSON.parse(output)
    assert_equal 7, answer["id"]
    answer
  end

  def json(status, value)
    @answers << [status, "application/json", value.to_json]
  end

  def test_a_value_comes_back
    json(200, { "side_conversations" => [CONVERSATION], "count" => 1, "next_page" => nil })
    args = { "path" => { "ticket_id" => 1 }, "query" => { "include" => "events", "per_page" => 5 } }
    answer = call(LIST, args: args)

    assert_equal [true, 200, [CONVERSATION]], [answer["ok"], answer["status"], answer["value"]["side_conversations"]]
    assert_equal "application/json", answer["headers"]["content-type"]
    assert_equal "GET /api/v2/tickets/1/side_conversations?include=events&per_page=5", @requests.first.first
    assert_match(/^authorization: Bearer t\r$/i, @requests.first[1])
  end

  def test_pages_are_collected
    json(200, { "side_conversations" => [CONVERSATION], "next_page" => "#{url}/next" })
    json(200, { "side_conversations" => [CONVERSATION], "next_page" => nil })
    answer = call(LIST, args: { "path" => { "ticket_id" => 1 } }, options: { "collectPages" => true })

    assert_equal [[CONVERSATION, CONVERSATION], 2], answer.values_at("value", "pages")
  end

  def test_bodies
    json(201, { "side_conversation" => CONVERSATION, "event" => { "id" => "e" } })
    body = { "message" => { "body" => "b", "to" => [{ "email" => "a@example.com" }] } }
    call("CreateSideConversation", args: { "path" => { "ticket_id" => 1 } }, body: { "contentType" => "application/json", "json" => body })
    assert_equal body, JSON.parse(@requests.first.last)

    json(200, { "id" => "a" })
    parts = [{ "name" => "file", "base64" => ["bytes"].pack("m0"), "fileName" => "f.txt" }]
    call("UploadSideConversationAttachment", body: { "contentType" => "multipart/form-data", "parts" => parts })
    assert_includes @requests.last.last, "filename=\"f.txt\"\r\nContent-Type: application/octet-stream\r\n\r\nbytes\r\n"
  end

  def test_errors_have_their_kinds
    json(404, { "error" => "x", "description" => "y" })
    args = { "path" => { "ticket_id" => 1 } }
    api = call(LIST, args: args)["error"]
    assert_equal ["api", 404], api.values_at("kind", "status")
    json(200, {})
    assert_equal "decode", call(LIST, args: args)["error"]["kind"]
    assert_equal "local", call(LIST, args: args, auth: {})["error"]["kind"]
    assert_equal "local", call(LIST, args: { "path" => { "ticket_id" => "x" } })["error"]["kind"]
    assert_equal "unsupported", call("Nothing")["error"]["kind"]
    assert_equal "transport", call(LIST, args: args, baseUrl: "http://127.0.0.1:1", options: { "maxAttempts" => 1 })["error"]["kind"]
  end
end
