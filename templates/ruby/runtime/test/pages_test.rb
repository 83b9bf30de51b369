# frozen_string_literal: true

require_relative "helper"

# Pages, downloads, streams.
class PagesTest < SdkTest
  def page(ids, following = nil)
    answer(200, JSON.generate({ items: ids.map { |id| { id: id, name: nil } }, next_page: following }))
  end

  def ids(list)
    list.map(&:id)
  end

  def test_links_are_followed_and_the_repeated_item_comes_once
    Server.open(page([1, 2], "/list?page[after]=2"), page([2, 3], ""), page([9])) do |server|
      list = things(server).list(at: 1)
      assert_equal [1, 2, 3], ids(list)
      assert_equal(["/list?page=1", "/list?page%5Bafter%5D=2"], server.requests.map(&:target))
    end
  end

  def test_pages_are_fetched_as_they_are_needed
    Server.open(page([1, 2], "/list?2"), page([3])) do |server|
      list = things(server).list
      assert_equal 0, server.requests.length
      assert_equal [1, 2], ids(list.first(2))
      assert_equal 1, server.requests.length
      assert_equal 3, list.page.items.first.id
      lengths = things(server).with_response.list.pages.map { |one| one.data.items.length }
      assert_equal [1], lengths
    end
  end

  def test_cursors_numbers_and_offsets
    Server.open(page([1], "b c"), page([2])) do |server|
      assert_equal [1, 2], ids(things(server).cursors)
      assert_equal(["/cursors", "/cursors?after=b%20c"], server.requests.map(&:target))
    end
    Server.open(page([1]), page([2]), page([])) do |server|
      assert_equal [1, 2], ids(things(server).numbers)
      assert_equal(["/numbers", "/numbers?page=2", "/numbers?page=3"], server.requests.map(&:target))
    end
    Server.open(page([1, 2]), page([3]), page([])) do |server|
      assert_equal [1, 2, 3], ids(things(server).offsets(at: 5))
      assert_equal(["/offsets?offset=5", "/offsets?offset=7", "/offsets?offset=8"], server.requests.map(&:target))
    end
  end

  def test_pages_that_do_not_move_on_are_an_error
    { list: "/list", cursors: "x", numbers: nil, offsets: nil }.each do |name, following|
      Server.open(page([1], following)) do |server|
        seen = []
        error = assert_raises(Sdk::LocalError, name) { things(server).public_send(name).each { |item| seen << item.id } }
        assert_equal :pagination, error.kind
        assert_equal [1], seen.uniq
        assert_operator server.requests.length, :<=, 2
      end
    end
  end

  def test_a_next_page_on_another_origin_is_refused
    ["https://evil.example/", "http://u:p@127.0.0.1/", "//evil.example/x", "ftp://127.0.0.1/"].each do |link|
      Server.open(page([1], link)) do |server|
        seen = []
        error = assert_raises(Sdk::LocalError) { things(server).list.each { |item| seen << item.id } }
        assert_equal [:origin, [1], 1], [error.kind, seen, server.requests.length]
      end
    end
  end

  def test_an_error_in_the_middle_can_be_resumed
    Server.open(page([1], "/list?2"), answer(400), page([2])) do |server|
      cursor = things(server).list.cursor
      assert_equal 1, cursor.next_item.id
      assert_raises(Sdk::BadRequestError) { cursor.next_item }
      assert_equal 2, cursor.next_item.id
      assert_same Sdk::Cursor::END_OF_LIST, cursor.next_item
      assert_equal(["/list", "/list?2", "/list?2"], server.requests.map(&:target))
    end
  end

  def test_a_download_is_streamed
    started = Queue.new
    slow = lambda do |socket, _|
      socket.write("HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: 6\r\n\r\nabc")
      started.pop
      socket.write("def")
    end
    Server.open(slow) do |server|
      chunks = []
      things(server).stream.each do |chunk|
        started << true if chunks.empty?
        chunks << chunk
      end
      assert_equal %w[abc def], chunks
    end
  end

  def test_ways_to_read_a_download
    bytes = answer(200, "abcdef", "content-type" => "application/octet-stream")
    Server.open(bytes) do |server|
      client = client(server)
      assert_equal "abcdef", client.things.stream.read
      Tempfile.create("saved") do |file|
        assert_equal 6, client.things.stream.save(file.path)
        assert_equal "abcdef", File.read(file.path)
      end
      assert_equal 1, server.connections
      download = client.things.stream
      download.first
      assert_equal(:stream, assert_raises(Sdk::LocalError) { download.read }.kind)
      assert_raises(Sdk::LocalError) { client.things.stream.read(limit: 3) }
      assert_raises(KeyError) { client.things.stream.each { {}.fetch(:a) } }
    end
  end

  def test_a_download_that_is_cut_off_or_abandoned
    cut = lambda do |socket, _|
      socket.write("HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: 9\r\n\r\nabc")
      socket.close
    end
    Server.open(cut) { |server| assert_raises(Sdk::TransportError) { things(server).stream.read } }
    closed = Queue.new
    waiting = lambda do |socket, _|
      socket.write("HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: 9\r\n\r\nabc")
      closed << socket.read
    end
    Server.open(waiting) do |server|
      things(server).stream.close
      assert_equal "", Timeout.timeout(5) { closed.pop }
      assert_raises(Sdk::TimeoutError) { things(server, timeout: 0.1).stream.read }
    end
  end

  def test_events
    text = "\u{FEFF}: hello\r\ndata: {\"id\":1,\r\ndata: \"name\":null}\rid: 7\nretry: 5\n\n" \
           "event: more\ndata:{\"id\":2,\"name\":\"x\"}\n\ndata: [DONE]\n\ndata: nonsense\n\n"
    dripped = lambda do |socket, _|
      socket.write("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n\r\n")
      text.each_char { |char| socket.write(char) }
      socket.close
    end
    Server.open(dripped) do |server|
      events = things(server).stream.to_a
      seen = events.map { |event| [event.data.id, event.event, event.id, event.retry] }
      assert_equal [[1, "message", "7", 5], [2, "more", "7", nil]], seen
    end
    Server.open(answer(200, "data: 5\n\n", "content-type" => "text/event-stream")) do |server|
      assert_raises(Sdk::DecodeError) { things(server).stream.to_a }
    end
  end

  def test_json_lines
    text = "{\"id\":1,\"name\":null}\r\n\n\x1E{\"id\":2,\"name\":null}\n{\"id\":3,\"name\":null}"
    Server.open(answer(200, text, "content-type" => "application/x-ndjson")) do |server|
      stream = things(server).stream
      assert_equal [200, [1, 2, 3]], [stream.status, stream.map(&:id)]
    end
  end

  def test_other_content_types_of_the_same_operation
    Server.open(answer(200, '{"id":1,"name":null}', "content-type" => "application/json; x=y"),
                answer(200, "\xE9".b, "content-type" => "text/plain; charset=iso-8859-1"),
                answer(200, "\xE9".b, "content-type" => "text/plain"),
                answer(200, "x", "content-type" => "text/plain; charset=x-none"),
                answer(200, "x", "content-type" => "image/png")) do |server|
      assert_equal 1, things(server).stream.id
      assert_equal "é", things(server).stream
      3.times { assert_raises(Sdk::DecodeError) { things(server).stream } }
    end
  end
end
