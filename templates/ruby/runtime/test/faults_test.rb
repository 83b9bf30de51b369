# frozen_string_literal: true

require_relative "helper"

# Errors, retries, time.
class FaultsTest < SdkTest
  THING = '{"id":1,"name":"a"}'

  def test_a_get_is_sent_again_after_each_status_that_may_pass
    [408, 429, 500, 502, 503, 504].each do |status|
      Server.open(answer(status), answer(200, THING)) do |server|
        assert_equal 1, things(server).show("1").id
        assert_equal 2, server.requests.length, status
      end
    end
    [400, 401, 403, 404, 409, 422, 501].each do |status|
      Server.open(answer(status), answer(200, THING)) do |server|
        assert_equal(status, assert_raises(Sdk::ApiError) { things(server).show("1") }.status)
        assert_equal 1, server.requests.length
      end
    end
  end

  def test_a_post_is_sent_again_only_where_the_server_cannot_have_acted
    attempts = { [429, {}] => 3, [503, { "retry-after" => "0" }] => 3, [503, {}] => 1, [500, {}] => 1, [408, {}] => 1 }
    attempts.each do |(status, headers), count|
      Server.open(answer(status, "", headers)) do |server|
        assert_raises(Sdk::ApiError) { things(server).create({ id: 1, name: nil }) }
        assert_equal count, server.requests.length, status
      end
    end
    Server.open(->(socket, _) { socket.close }) do |server|
      assert_predicate assert_raises(Sdk::TransportError) { things(server).create({ id: 1, name: nil }) }, :sent?
      assert_equal 1, server.requests.length
    end
  end

  def test_a_key_makes_a_post_repeatable_and_never_means_never
    Server.open(answer(500)) do |server|
      assert_raises(Sdk::ServerError) { things(server).keyed }
      keys = server.requests.map { |request| request["idempotency-key"] }
      assert_equal [3, 1], [keys.length, keys.uniq.length]
      assert_match(/\A\h{8}-/, keys.first)
      assert_raises(Sdk::ServerError) { things(server).keyed(options: { idempotency_key: "mine", max_attempts: 1 }) }
      assert_equal "mine", server.requests.last["idempotency-key"]
      assert_raises(Sdk::ServerError) { things(server).never }
      assert_equal 5, server.requests.length
      assert_equal "0", server.requests.last["content-length"]
      assert_raises(Sdk::LocalError) { things(server).never(options: { idempotency_key: "x" }) }
    end
  end

  def test_pauses
    Server.open(answer(500)) { |server| assert_raises(Sdk::ServerError) { things(server, max_attempts: 7).show("1") } }
    @pauses.zip([0.5, 1, 2, 4, 8, 8]) { |pause, longest| assert_includes 0..longest, pause }
    assert_equal 6, @pauses.uniq.length
    @pauses.clear
    later = Time.now + 60
    headers = { "retry-after" => (later + 7).httpdate, "date" => later.httpdate }
    Server.open(answer(503, "", "retry-after" => "2"), answer(503, "", headers), answer(200, THING)) do |server|
      things(server).show("1")
      assert_equal [2.0, 7.0], @pauses
    end
  end

  def test_a_longer_wait_than_the_limit_is_an_error_that_tells
    Server.open(answer(429, "", "retry-after" => "121")) do |server|
      error = assert_raises(Sdk::RateLimitError) { things(server).show("1") }
      assert_in_delta 121, error.retry_after
      assert_equal 1, server.requests.length
    end
  end

  def test_errors_have_their_bodies
    problem = '{"title":"no"}'
    Server.open(answer(400, problem, "request-id" => "r"), answer(404, problem), answer(422, "<html>")) do |server|
      error = assert_raises(Sdk::BadRequestError) { things(server).show("1") }
      assert_equal ["no", '{"title":"no"}', "r", "ShowThing", 1],
                   [error.body.title, error.raw, error.request_id, error.operation, error.attempts]
      assert_nil assert_raises(Sdk::NotFoundError) { things(server).show("1") }.body
      error = assert_raises(Sdk::UnprocessableError) { things(server).show("1") }
      assert_equal [nil, "<html>"], [error.body, error.raw]
    end
  end

  def test_the_storm_guard
    Server.open(answer(503)) do |server|
      client = client(server)
      100.times { assert_raises(Sdk::ServerError) { client.things.show("1") } }
      assert_equal 200, server.requests.length
    end
    budget = Sdk::Runtime::Budget.new
    assert_equal(50, (0...100).count { budget.spend(Sdk::Runtime::Budget::TIMEOUT) })
    5.times { budget.succeed }
    assert budget.spend(Sdk::Runtime::Budget::RETRY)
    refute budget.spend(Sdk::Runtime::Budget::RETRY)
  end

  def test_a_server_that_is_not_there
    port = TCPServer.open("127.0.0.1", 0) { |server| server.addr[1] }
    error = assert_raises(Sdk::TransportError) { things("http://127.0.0.1:#{port}").create({ id: 1, name: nil }) }
    refute_predicate error, :sent?
    assert_equal 3, error.attempts
  end

  def test_an_answer_cut_off_is_never_taken_for_whole
    packed = Zlib.gzip(THING)
    [
      "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n#{THING}",
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n13\r\n#{THING}",
      "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n#{packed[0..-10]}", "HTTP/1.1 2", "nonsense\r\n\r\n"
    ].each do |cut|
      breaking = lambda do |socket, _|
        socket.write(cut)
        socket.close
      end
      Server.open(breaking) do |server|
        assert_equal(3, assert_raises(Sdk::TransportError, cut) { things(server).show("1") }.attempts)
        assert_equal 3, server.requests.length
      end
    end
  end

  def test_an_error_cut_off_is_an_error_all_the_same
    breaking = lambda do |socket, _|
      socket.write("HTTP/1.1 404 None\r\ncontent-length: 99\r\n\r\n{")
      socket.close
    end
    Server.open(breaking) do |server|
      assert_equal("{", assert_raises(Sdk::NotFoundError) { things(server).show("1") }.raw)
      assert_equal 1, server.requests.length
    end
  end

  def test_time
    Server.open(->(_, _) { sleep }) do |server|
      start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
      assert_equal(:attempt, assert_raises(Sdk::TimeoutError) { things(server, timeout: 0.1).show("1") }.kind)
      assert_equal(:deadline, assert_raises(Sdk::TimeoutError) { things(server).show("1", options: { deadline: 0.2 }) }.kind)
      assert_equal 4, server.requests.length
      assert_operator Process.clock_gettime(Process::CLOCK_MONOTONIC) - start, :<, 3
    end
    dripping = lambda do |socket, _|
      "HTTP/1.1 200 OK\r\n#{'x: y' * 100}".each_char do |char|
        socket.write(char)
        sleep 0.03
      end
    end
    Server.open(dripping) do |server|
      assert_raises(Sdk::TimeoutError) { things(server, timeout: 0.2, max_attempts: 1).show("1") }
    end
    Server.open(answer(503, "", "retry-after" => "5")) do |server|
      assert_raises(Sdk::ServerError) { things(server, deadline: 3).show("1") }
      assert_equal 1, server.requests.length
    end
  end

  def test_a_thread_that_is_killed_closes_its_connection
    closed = Queue.new
    waiting = lambda do |socket, _|
      closed << socket.read
    end
    Server.open(waiting) do |server|
      thread = Thread.new { things(server).show("1") }
      sleep 0.01 until server.requests.length == 1
      thread.kill
      assert_equal "", Timeout.timeout(5) { closed.pop }
    end
  end

  def test_what_does_not_fit_is_named_with_its_place
    Server.open(answer(200, '{"id":"x","name":null}', "x-request-id" => "r")) do |server|
      error = assert_raises(Sdk::DecodeError) { things(server).show("1") }
      assert_equal ["$.id", 200, '{"id":"x","name":null}', "r"], [error.path, error.status, error.raw, error.request_id]
      assert_equal 1, server.requests.length
    end
    ["", "<html>", "[]"].each do |body|
      Server.open(answer(200, body)) { |server| assert_raises(Sdk::DecodeError) { things(server).show("1") } }
    end
  end

  def test_large_answers
    Server.open(answer(200, Zlib.gzip(" " * 5_000_000), "content-encoding" => "gzip")) do |server|
      error = assert_raises(Sdk::DecodeError) { things(server, body_limit: 1_000_000).show("1") }
      assert_includes error.message, "larger than"
    end
    Server.open(answer(200, Zlib.gzip(THING), "content-encoding" => "gzip")) do |server|
      assert_equal 1, things(server).show("1").id
    end
    Server.open(answer(400, "x" * 2_000_000)) do |server|
      assert_equal 1 << 20, assert_raises(Sdk::ApiError) { things(server).show("1") }.raw.bytesize
    end
  end

  def test_connections_are_used_again_by_many_threads
    Server.open(answer(200, THING)) do |server|
      client = client(server)
      3.times { client.things.show("1") }
      assert_equal 1, server.connections
      threads = Array.new(8) { Thread.new { 5.times { client.things.show("1") } } }
      threads.each(&:join)
      assert_equal 43, server.requests.length
      assert_operator server.connections, :<=, 9
      client.close
    end
  end

  def test_hooks_and_logs
    seen = []
    lines = []
    logger = Object.new
    logger.define_singleton_method(:debug) { |&block| lines << block.call }
    Server.open(answer(500), answer(200, THING)) do |server|
      hooks = { before_attempt: ->(attempt) { seen << attempt.number },
                after_attempt: ->(attempt, outcome) { seen << [attempt.operation, outcome.status, outcome.retry_in.nil?] } }
      things(server, logger: logger, query_key: "hidden", **hooks).show("1")
      assert_equal [1, ["ShowThing", 500, false], 2, ["ShowThing", 200, true]], seen
      assert_match(/\AShowThing attempt 1: 500 after \d+ ms, again in/, lines.first)
      refute_includes lines.join, "hidden"
    end
  end

  def test_own_transport
    failing = ->(_) { raise "broken" }
    error = assert_raises(Sdk::TransportError) { things("http://127.0.0.1", transport: failing).show("1") }
    assert_equal "broken", error.cause.message
    chunked = ->(_) { Sdk::TransportResponse.new(status: 200, headers: {}, body: THING.chars) }
    assert_equal 1, things("http://127.0.0.1", transport: chunked).show("1").id
  end
end
