# frozen_string_literal: true

require_relative "helper"

# What goes on the wire, and what does not.
class RequestsTest < SdkTest
  THING = '{"id":1,"name":"a"}'

  def test_a_path_parameter_is_one_segment
    Server.open(answer(200, THING)) do |server|
      things(server).show("a b/c?d#e%f+é;=")

      assert_equal "/things/a%20b%2Fc%3Fd%23e%25f%2B%C3%A9%3B%3D", server.requests.first.target
    end
  end

  def test_a_path_parameter_that_would_change_the_path_is_refused
    Server.open(answer(200, THING)) do |server|
      ["", ".", ".."].each do |id|
        error = assert_raises(Sdk::LocalError) { things(server).show(id) }
        assert_equal :path_parameter, error.kind
      end
      assert_raises(Sdk::LocalError) { things(server).show(nil) }
      assert_equal 0, server.connections
    end
  end

  def test_parameters
    Server.open(answer(200, THING)) do |server|
      things(server).show("1", tags: ["a b", "c&d"], trace: "t", session: "s/1", filter: { "a" => "b" }, json: { "x" => [1] })
      things(server).show("1", tags: [])
      first, second = server.requests
      assert_equal "/things/1?tags=a%20b&tags=c%26d&filter%5Ba%5D=b&json=%7B%22x%22%3A%5B1%5D%7D", first.target
      assert_equal %w[t session=s%2F1], [first["x-trace"], first["cookie"]]
      assert_equal "/things/1", second.target
      assert_equal "application/json", second["accept"]
      assert_equal "sdk/1.2.3 ruby/#{RUBY_VERSION}", second["user-agent"]
    end
  end

  def test_styles
    style = Sdk::Runtime::Style
    values = ["blue", %w[blue black brown], { "R" => 100, "G" => 200 }]
    {
      [:simple, false] => ["blue", "blue,black,brown", "R,100,G,200"],
      [:simple, true] => ["blue", "blue,black,brown", "R=100,G=200"],
      [:label, false] => [".blue", ".blue,black,brown", ".R,100,G,200"],
      [:label, true] => [".blue", ".blue.black.brown", ".R=100.G=200"],
      [:matrix, false] => [";color=blue", ";color=blue,black,brown", ";color=R,100,G,200"],
      [:matrix, true] => [";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200"]
    }.each do |(name, explode), expected|
      assert_equal expected, (values.map { |value| style.path("color", name, explode, value) })
    end
    {
      [:form, false] => ["color=blue", "color=blue,black,brown", "color=R,100,G,200"],
      [:form, true] => ["color=blue", "color=blue&color=black&color=brown", "R=100&G=200"],
      [:space, false] => ["color=blue", "color=blue%20black%20brown", "color=R%20100%20G%20200"],
      [:pipe, false] => ["color=blue", "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200"],
      [:deep, true] => ["color=blue", "color=blue&color=black&color=brown", "color%5BR%5D=100&color%5BG%5D=200"]
    }.each do |(name, explode), expected|
      texts = values.map { |value| style.query("color", name, explode, value).map { |pair| pair.join("=") }.join("&") }
      assert_equal expected, texts
    end
    assert_equal [["q", "/a?b=c%26d%23e%20%25%2B"]], style.query("q", :form, true, "/a?b=c&d#e %+", reserved: true)
    assert_equal "R=100,G=200", style.plain(true, values.last)
    assert_equal ";color", style.path("color", :matrix, false, "")
  end

  def test_control_characters_are_refused
    Server.open(answer(200, THING)) do |server|
      ["a\r\nb", "a\nb", "a\0b"].each do |bad|
        assert_equal(:header, assert_raises(Sdk::LocalError) { things(server).show("1", trace: bad) }.kind)
        assert_raises(Sdk::LocalError) { things(server).show("1", session: bad) }
        assert_raises(Sdk::LocalError) { things(server).show("1", options: { headers: { "x" => bad } }) }
        error = assert_raises(Sdk::LocalError) { things(server, token: "secret#{bad}").show("1") }
        refute_includes error.message, "secret"
      end
      assert_equal 0, server.connections
    end
  end

  def test_bodies
    Server.open(answer(201, THING), answer(204)) do |server|
      created = things(server).create({ id: 1, name: nil, due: nil })
      assert_equal Sdk::Models::Thing.new(id: 1, name: "a"), created
      assert_nil things(server).create(Sdk::Models::Thing.new(id: 1, name: "b"))
      assert_equal '{"id":1,"name":null,"due":null}', server.requests.first.body
      assert_equal "application/json", server.requests.first["content-type"]
      [nil, 5, { id: "x", name: nil }].each { |bad| assert_raises(Sdk::LocalError) { things(server).create(bad) } }
    end
  end

  def test_a_file_is_streamed_with_its_name_quoted
    Tempfile.create("upload") do |file|
      file.write("x" * 100_000)
      file.flush
      Server.open(answer(503, "", "retry-after" => "0"), answer(204)) do |server|
        upload = Sdk::Upload.file(file.path, filename: "a\"b\r\nc\u{1}é.txt", content_type: "text/plain")
        more = ["1", Sdk::Upload.new("2", filename: "2")]
        things(server).upload({ file: upload, more: more, meta: { id: 1, name: nil }, count: 5, labels: %w[a b] })
        first, second = server.requests

        assert_equal first.body, second.body
        assert_equal first["content-length"].to_i, first.body.bytesize
        assert_includes first.body, "name=\"file\"; filename=\"a%22b%0D%0Ac_é.txt\"\r\nContent-Type: text/plain\r\n\r\nxxx".b
        assert_includes first.body, "name=\"more\"; filename=\"2\"\r\nContent-Type: image/png\r\n\r\n2\r\n"
        assert_includes first.body, "name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{\"id\":1,\"name\":null}\r\n"
        assert_includes first.body, "name=\"count\"\r\n\r\n5\r\n"
        assert_equal 2, first.body.scan("name=\"labels\"").length
      end
    end
  end

  def test_other_bodies
    Server.open(answer(204)) do |server|
      things(server).upload("png", content_type: "image/png")
      things(server).upload("text", content_type: "text/plain; charset=utf-8")
      form = { number: 1.5, map: { "a" => [1] }, tuple: ["é", 1], password: "p&" }
      things(server).upload(form, content_type: "application/x-www-form-urlencoded")
      form = "number=1.5&password=p%26&tuple=%5B%22%C3%A9%22%2C1%5D&map%5Ba%5D=1"
      assert_equal(["png", "text", form], server.requests.map(&:body))
      assert_equal "text/plain; charset=utf-8", server.requests[1]["content-type"]
      assert_raises(Sdk::LocalError) { things(server).upload("x", content_type: "video/mp4") }
    end
  end

  def test_what_cannot_be_read_again_is_sent_once
    Server.open(answer(503)) do |server|
      reader, writer = IO.pipe
      writer.write("piped")
      writer.close
      assert_raises(Sdk::ServerError) { things(server).upload(reader, content_type: "image/png") }
      assert_equal(["piped"], server.requests.map(&:body))
      missing = Sdk::Upload.file("/nowhere/to/be/found")
      assert_equal(:file, assert_raises(Sdk::LocalError) { things(server).upload(missing, content_type: "image/png") }.kind)
    end
  end

  def test_options_and_raw_responses
    Server.open(answer(200, THING, "X-Request-Id" => "r1")) do |server|
      response = things(server).with_response.show("1", options: { headers: { "X-More" => "m" } })

      assert_equal [200, "r1", 1, "m"], [response.status, response.request_id, response.data.id, server.requests.first["x-more"]]
      assert_equal "application/json", response.headers["content-type"]
      assert_raises(ArgumentError) { things(server).show("1", options: { wrong: 1 }) }
    end
  end

  def test_servers
    transport = lambda do |request|
      Sdk::TransportResponse.new(status: 200, headers: {}, body: "{\"id\":1,\"name\":\"#{request.url}\"}")
    end
    show = ->(**settings) { Sdk::Client.new(transport: transport, **settings).things.show("1").name }

    assert_equal "https://www.example/v1/things/1", show.call
    assert_equal "https://acme.example/v2/things/1", show.call(subdomain: "acme", base: "v2")
    assert_equal "http://localhost:1/x/things/1", show.call(base_url: "http://localhost:1/x/")
    ["evil.test/", "user@", "evil.test#", "a\\b", "", "a b", "e:1"].each do |bad|
      assert_equal(:configuration, assert_raises(Sdk::LocalError) { show.call(subdomain: bad) }.kind)
    end
    ["nothing", "ftp://x", "https://u:p@x", "https://x/?a"].each do |bad|
      assert_raises(Sdk::LocalError) { show.call(base_url: bad) }
    end
    assert_raises(Sdk::LocalError) { show.call(base: "v3") }
  end
end
