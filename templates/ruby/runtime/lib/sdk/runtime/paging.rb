# frozen_string_literal: true

require "set"

module Sdk
  # A list that comes in pages. It is fetched page by page while it is read, again for each +each+; what +Enumerable+ offers stops
  # fetching early: <tt>list.first(10)</tt>, <tt>list.lazy.select { … }</tt>.
  class Paged
    include Enumerable

    # @private
    def initialize(call, whole:)
      @call = call
      @whole = whole
    end

    # Yields the items of all pages.
    def each
      return enum_for(:each) unless block_given?

      cursor = self.cursor
      item = cursor.next_item
      until Cursor::END_OF_LIST.equal?(item)
        yield item
        item = cursor.next_item
      end
      self
    end

    # Yields the pages, each as the description has it; with +with_response+ as a +Response+.
    #
    # @return [Enumerator]
    def pages
      return enum_for(:pages) unless block_given?

      cursor = self.cursor
      while (page = cursor.next_page)
        yield page
      end
      self
    end

    # Only the page that was asked for.
    def page
      response = @call.response
      @whole ? response : response.data
    end

    # A way through the list that can be taken up after an error: ask again for what failed.
    #
    # @return [Cursor]
    def cursor
      Cursor.new(@call, whole: @whole)
    end

    # @return [String]
    def inspect
      "#<#{self.class.name} #{@call.id}>"
    end
    alias to_s inspect
  end

  # Where one is in a list.
  class Cursor
    # What +next_item+ gives at the end.
    END_OF_LIST = Object.new.freeze

    # @return [Array] the items of the last page that +next_item+ has not given yet
    attr_reader :items

    # @private
    def initialize(call, whole:)
      @call = call
      @whole = whole
      @paging = call.operation.paging
      @seen = Set.new
      @last_page = nil
      @items = []
      @keys = Set.new
      @failed = nil
    end

    # The next page; +nil+ at the end. After an error the same page is asked for again, where that can help.
    def next_page
      raise_failed
      return unless @call

      call = @call
      reply = call.send_reply
      page = reply.value
      advance(call, page, reply.raw)
      @items = @paging.items(page)
      @whole ? Response.new(page, reply.status, reply.headers, reply.request_id) : page
    end

    # The next item; +END_OF_LIST+ at the end. An item that the page before had too is left out, where the description says
    # what tells items apart.
    def next_item
      loop do
        until @items.empty?
          item = @items.first
          @items = @items.drop(1)
          return item if new?(item)
        end
        @before = @keys
        @keys = Set.new
        return END_OF_LIST unless next_page
      end
    end

    # @return [String]
    def inspect
      "#<#{self.class.name}>"
    end
    alias to_s inspect

    private

    def raise_failed
      return unless @failed

      error = @failed
      @failed = nil
      @call = nil
      raise error
    end

    def new?(item)
      key = @paging.key(item)
      return true if key.nil?

      !@before.include?(key) && !@keys.add?(key).nil?
    end

    # The page is good even if what it says about the next one is not: that is an error of the next step.
    def advance(call, page, raw)
      @call = @paging.next_call(call, page, raw, @seen, @last_page)
      @last_page = raw.hash
    rescue Runtime::Paging::Stuck
      @call = nil
      raise stuck(call)
    rescue LocalError => e
      @failed = e
    end

    def stuck(call)
      LocalError.new("#{call.id}: the server's pages do not move on", kind: :pagination, operation: call.id)
    end
  end

  module Runtime
    # How the pages of a list hang together: paths to the items, to what leads on, and to what tells items apart.
    class Paging
      # A page that was there before.
      class Stuck < StandardError; end

      def initialize(items, following, unique)
        @items = items
        @way, @where, @first = following
        @unique = unique
      end

      def items(page)
        dig(page, @items) || []
      end

      def key(item)
        @unique && dig(item, @unique)
      end

      # The call for the next page; +nil+ if there is none.
      def next_call(call, page, raw, seen, last_page)
        case @way
        when :link then link(call, dig(page, @where).to_s, seen)
        when :cursor then cursor(call, dig(page, @where), seen)
        else count(call, page, raw, last_page)
        end
      end

      private

      def dig(value, path)
        path.reduce(value) { |inner, name| inner&.public_send(name) }
      end

      def link(call, link, seen)
        return if link.empty?

        current = "#{call.origin}#{call.target}"
        uri = Origin.join(current, link)
        refuse(call, "the answer's link to the next page is no URL") unless uri
        unless call.origin.same?(uri)
          refuse(call, "the answer links to another origin than #{call.origin}: #{Origin.new(uri)}")
        end
        seen << current
        visit(call, uri.to_s, seen)
        call.at(uri)
      end

      def cursor(call, value, seen)
        value = Style.text(Types::RAW.encode(value))
        return if value.empty?

        visit(call, value, seen)
        call.with_query(@first, value)
      end

      def count(call, page, raw, last_page)
        count = items(page).length
        return if count.zero?
        raise Stuck if last_page == raw.hash

        current = (call.query(@where) || @first).to_i
        call.with_query(@where, current + (@way == :page ? 1 : count))
      end

      def visit(call, place, seen)
        return if seen.add?(place)

        raise LocalError.new("#{call.id}: the server's pages do not move on", kind: :pagination, operation: call.id)
      end

      def refuse(call, why)
        raise LocalError.new("#{call.id}: #{why}", kind: :origin, operation: call.id)
      end
    end
  end
end
