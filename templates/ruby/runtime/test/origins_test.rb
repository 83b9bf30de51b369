# frozen_string_literal: true

require "yaml"
require_relative "helper"

# Credentials: where they go, and where not.
class OriginsTest < SdkTest
  THING = '{"id":1,"name":"a"}'

  def redirect(status, location)
    answer(status, "", "location" => location)
  end

  def test_credentials_go_where_the_scheme_says
    Server.open(answer(200, THING)) do |server|
      things(server, basic: %w[user pä:ss]).show("1")
      things(server, token: -> { "t1" }).show("1")
      things(server, key: "k").show("1")
      things(server, query_key: "q&", cookie_key: "ignored").show("1", tags: ["a"])
      things(server, cookie_key: "c;").show("1", session: "s")
      things(server).show("1")
      basic, token, key, query, cookie, none = server.requests
      assert_equal "Basic #{['user:pä:ss'].pack('m0')}", basic["authorization"]
      assert_equal ["Bearer t1", "k"], [token["authorization"], key["x-key"]]
      assert_equal "/things/1?tags=a&api%20key=q%26", query.target
      assert_equal "session=s; sid=c%3B", cookie["cookie"]
      assert_nil none["authorization"]
      assert_equal(:credentials, assert_raises(Sdk::LocalError) { things(server, key: "k").secure }.kind)
    end
  end

  def test_a_provider_is_asked_for_each_attempt
    Server.open(answer(500), answer(200, THING)) do |server|
      tokens = %w[a b]
      things(server, token: -> { tokens.shift }).show("1")
      assert_equal(["Bearer a", "Bearer b"], server.requests.map { |request| request["authorization"] })
    end
  end

  def test_redirects
    Server.open(redirect(302, "/other?x=1"), answer(200, THING)) do |server|
      things(server, token: "t").show("1")
      assert_equal ["/other?x=1", "Bearer t"], [server.requests.last.target, server.requests.last["authorization"]]
    end
    Server.open(answer(200)) do |other|
      [redirect(302, "#{other.url}/x"), redirect(307, "//localhost:1/"), redirect(308, "https://127.0.0.1/")].each do |elsewhere|
        Server.open(elsewhere) do |server|
          error = assert_raises(Sdk::RedirectError) { things(server, token: "t").show("1") }
          assert_equal [:other_origin, 1], [error.reason, server.requests.length]
        end
      end
      assert_equal 0, other.connections
    end
    [answer(302), redirect(302, "http://[::1")].each do |nowhere|
      Server.open(nowhere) do |server|
        assert_equal(:location, assert_raises(Sdk::RedirectError) { things(server).show("1") }.reason)
        assert_equal 1, server.requests.length
      end
    end
    Server.open(redirect(301, "/again")) do |server|
      assert_equal(:too_many, assert_raises(Sdk::RedirectError) { things(server).show("1") }.reason)
      assert_equal 6, server.requests.length
      assert_equal(:method, assert_raises(Sdk::RedirectError) { things(server).create({ id: 1, name: nil }) }.reason)
    end
  end

  def test_plain_http_is_for_this_machine_only
    sent = []
    fake = lambda do |request|
      sent << request.url
      Sdk::TransportResponse.new(status: 200, headers: {}, body: THING)
    end
    call = ->(url, **settings) { Sdk::Client.new(base_url: url, transport: fake, **settings).things.show("1") }
    error = assert_raises(Sdk::LocalError) { call.call("http://example.com", token: "t") }
    assert_equal [:plain_http, []], [error.kind, sent]
    call.call("http://example.com")
    near = ["http://localhost", "http://127.0.0.9", "http://[::1]:80", "http://a.localhost", "https://example.com"]
    near.each { |url| call.call(url, token: "t") }
    call.call("http://example.com", token: "t", allow_plain_http: true)
    assert_raises(Sdk::LocalError) { call.call("http://127.0.0.1.example.com", token: "t") }
  end

  def test_no_text_shows_a_secret
    credentials = { basic: %w[user hunter2], token: Sdk::Credential.bearer("hunter2"), key: -> { "hunter2" },
                    oauth: Sdk::Credential.refresh_token("id", "hunter2", "hunter2") }
    failing = ->(request) { raise "no #{request.inspect} #{request}" }
    client = client("http://127.0.0.1", transport: failing, query_key: "hunter2", **credentials)
    error = assert_raises(Sdk::TransportError) { client.things.show("1") }
    texts = [client, client.things, credentials[:token], credentials[:oauth], error, error.cause, client.things.list]
    texts.each do |text|
      assert_equal [], ["#{text} #{text.inspect}", text.to_yaml].grep(/hunter2/), text.class
    end
    refute_includes error.full_message(highlight: false), "hunter2"
    refute_includes error.detailed_message, "hunter2" if error.respond_to?(:detailed_message)
  end

  def test_tokens_are_fetched_once_and_again_after_they_are_refused
    requests = Queue.new
    count = 0
    fake = lambda do |request|
      requests << request
      if request.origin.host == "id.example"
        sleep 0.02
        count += 1
        next Sdk::TransportResponse.new(status: 200, headers: {}, body: "{\"access_token\":\"t#{count}\",\"expires_in\":3600}")
      end
      refused = request.headers["authorization"] == "Bearer t1" && request.target == "/things/refused"
      Sdk::TransportResponse.new(status: refused ? 401 : 200, headers: {}, body: THING)
    end
    oauth = Sdk::Credential.client_credentials("id", "s&cret", scopes: %w[read write])
    client = Sdk::Client.new(base_url: "https://api.example", transport: fake, oauth: oauth)
    Array.new(5) { Thread.new { client.things.show("1") } }.each(&:join)
    assert_equal 1, count
    first = requests.pop
    assert_equal "grant_type=client_credentials", first.body[/grant_type=[^&]*/]
    assert_includes first.body, "scope=read%20write"
    assert_equal "Basic #{['id:s%26cret'].pack('m0')}", first.headers["authorization"]
    assert_raises(Sdk::UnauthorizedError) { client.things.show("refused") }
    client.things.show("refused")
    assert_equal 2, count
  end

  def test_refresh_tokens_change
    bodies = []
    fake = lambda do |request|
      next Sdk::TransportResponse.new(status: 200, headers: {}, body: THING) unless request.origin.host == "id.example"

      bodies << request.body
      Sdk::TransportResponse.new(status: 200, headers: {}, body: '{"access_token":"t","expires_in":1,"refresh_token":"second"}')
    end
    oauth = Sdk::Credential.refresh_token("id", "secret", "first")
    client = Sdk::Client.new(base_url: "https://api.example", transport: fake, oauth: oauth)
    2.times { client.things.show("1") }
    assert_equal(%w[first second], bodies.map { |body| body[/refresh_token=(\w+)/, 1] })
  end
end
