# frozen_string_literal: true

module Sdk
  module Runtime
    # The attempts of a call.
    class Exchange
      # Errors by which a connection that was to be used again could not be made anew.
      UNCONNECTED = [NotConnected, Errno::ECONNREFUSED, Errno::EHOSTUNREACH, Errno::ENETUNREACH, SocketError].freeze
      # So many redirects in a row are followed.
      REDIRECTS = 5
      REDIRECT_STATUSES = [301, 302, 303, 307, 308].freeze

      def initialize(core, call, options)
        @core = core
        @settings = core.settings
        @call = call
        @operation = call.operation
        @timeout = options.timeout || @settings.timeout
        @max_attempts = options.max_attempts || @settings.retries.max_attempts
        deadline = options.deadline || @settings.deadline
        @deadline = deadline && (Clock.now + deadline)
      end

      # Makes attempts until one succeeds.
      #
      # @return [Reply]
      def run
        names = @core.authorizer.choose(@operation)
        require_privacy unless names.empty?
        number = 0
        loop do
          number += 1
          reply, failure, pause = observed(names, number)
          return reply if reply
          raise failure.error unless pause

          @settings.sleep.call(pause)
        end
      end

      # Yields the pieces of a body that is read bit by bit; what goes wrong with it is an error of the call, what the reader
      # raises is the reader's.
      def guard(body)
        reading = false
        body.each do |chunk|
          reading = true
          yield chunk
          reading = false
        end
      rescue Error
        raise
      rescue StandardError => e
        raise e if reading

        raise failure_of(e, 1).error
      end

      private

      def require_privacy
        origin = @call.origin
        return if origin.secure? || origin.loopback? || @settings.allow_plain_http

        raise LocalError.new("#{@operation.id}: credentials are not sent over plain HTTP, unless the client allows it",
                             kind: :plain_http, operation: @operation.id)
      end

      # One attempt with its hooks: the reply, or the failure and the pause before the next attempt, if there is to be one.
      def observed(names, number)
        attempt = Attempt.new(operation: @operation.id, http_method: @operation.http_method,
                              url: "#{@call.origin}#{@call.target}", number: number)
        @settings.before_attempt&.call(attempt)
        start = Clock.now
        result = attempt(names, number)
        failed = result.is_a?(Failure)
        @core.budget.succeed unless failed
        pause = failed ? pause(result, number) : nil
        outcome = Outcome.new(status: result.status, error: failed ? result.error : nil,
                              elapsed: Clock.now - start, retry_in: pause)
        report(attempt, outcome)
        failed ? [nil, result, pause] : [result, nil, nil]
      end

      def report(attempt, outcome)
        @settings.after_attempt&.call(attempt, outcome)
        @settings.logger&.debug do
          wait = ", again in #{outcome.retry_in.round(1)} s" if outcome.retry_in
          "#{attempt.operation} attempt #{attempt.number}: #{outcome.status || outcome.error.class.name} " \
            "after #{(outcome.elapsed * 1000).round} ms#{wait}"
        end
      end

      def pause(failure, number)
        return unless @call.replayable? || failure.kind == :not_sent

        delay = @settings.retries.delay(@operation.retry_safety, failure, number, @max_attempts)
        return if delay.nil? || (@deadline && Clock.now + delay >= @deadline)

        cost = failure.error.is_a?(TimeoutError) ? Budget::TIMEOUT : Budget::RETRY
        delay if @core.budget.spend(cost)
      end

      # @return [Reply, Failure]
      def attempt(names, number)
        within(@timeout, number) do
          response = exchange(names, number)
          if (200..299).cover?(response.status)
            Reply.new(self, @call, response, @settings, number)
          else
            failed_status(response, names, number)
          end
        end
      rescue Error => e
        failure_of(e, number)
      rescue Rejected => e
        failure_of(e.cause, number)
      end

      # Sends the request, and those to which it is redirected.
      def exchange(names, number)
        target = @call.target
        (0..REDIRECTS).each do
          response = deliver(names, target)
          return response unless REDIRECT_STATUSES.include?(response.status)

          response.body.close if response.body.respond_to?(:close)
          target = redirect(response, target, number)
        end
        refuse_redirect(:too_many, "more than #{REDIRECTS} redirects", 302, number)
      end

      def redirect(response, target, number)
        status = response.status
        unless %w[GET HEAD].include?(@operation.http_method)
          refuse_redirect(:method, "a redirected #{@operation.http_method} is not sent again", status, number)
        end
        location = response.headers["location"]
        location &&= Origin.join("#{@call.origin}#{target}", location)
        refuse_redirect(:location, "a redirect without a place to go to", status, number) unless location
        return location.request_uri if @call.origin.same?(location)

        refuse_redirect(:other_origin, "a redirect to another origin", status, number)
      end

      def refuse_redirect(reason, why, status, number)
        raise RedirectError.new("#{@operation.id}: #{why}", status: status, reason: reason, operation: @operation.id,
                                                            attempts: number)
      end

      def deliver(names, target)
        draft = @call.draft
        @core.authorizer.apply(names, draft)
        draft.headers["cookie"] = draft.cookies.map { |pair| pair.join("=") }.join("; ") unless draft.cookies.empty?
        unless draft.query.empty?
          own = draft.query.map { |pair| pair.join("=") }.join("&")
          target += "#{target.include?('?') ? '&' : '?'}#{own}"
        end
        @call.open_body { |body, length| pass(target, measured(draft.headers, body, length), body) }
      end

      def measured(headers, body, length)
        case body
        when nil then @operation.http_method.match?(/\A(POST|PUT|PATCH)\z/) ? headers.merge("content-length" => "0") : headers
        when ::String then headers.merge("content-length" => body.bytesize.to_s)
        else headers.merge(length ? { "content-length" => length.to_s } : { "transfer-encoding" => "chunked" })
        end
      end

      def pass(target, headers, body)
        request = TransportRequest.new(
          http_method: @operation.http_method, origin: @call.origin, target: target, headers: headers, body: body,
          connect_timeout: [@settings.connect_timeout, @timeout].min, timeout: @timeout,
          limit: @settings.body_limit, stream: @operation.streams?
        )
        @settings.transport.call(request)
      rescue Error, AttemptTimeout
        raise
      rescue StandardError
        # Of our own faults nothing is tried again; what a transport raises is the connection's.
        raise Rejected
      end

      # Runs the block within the time of an attempt and of the call.
      def within(seconds, number, &block)
        left = @deadline ? @deadline - Clock.now : seconds
        kind = left < seconds ? :deadline : :attempt
        raise time_up(:deadline, number) unless left.positive?

        Timeout.timeout([left, seconds].min, AttemptTimeout, &block)
      rescue AttemptTimeout
        raise time_up(kind, number)
      end

      def time_up(kind, number)
        what = { connect: "no connection", attempt: "no answer", deadline: "not done" }.fetch(kind)
        TimeoutError.new("#{@operation.id}: #{what} in time", kind: kind, operation: @operation.id, attempts: number)
      end

      def failure_of(error, number)
        case error
        when TimeoutError then Failure.new({ connect: :not_sent, attempt: :unanswered }.fetch(error.kind, :final), error)
        when ApiError then Failure.new(:status, error, error.status, error.retry_after)
        when TransportError then Failure.new(error.sent? ? :unanswered : :not_sent, error)
        when Error then Failure.new(:final, error)
        when Net::OpenTimeout then failure_of(time_up(:connect, number), number)
        when ::Timeout::Error then failure_of(time_up(@deadline && Clock.now >= @deadline ? :deadline : :attempt, number), number)
        else failure_of(broken(error, number), number)
        end
      end

      def broken(error, number)
        sent = UNCONNECTED.none? { |kind| error.is_a?(kind) }
        why = sent ? "the connection broke: #{error.class}" : error.message
        broken = TransportError.new("#{@operation.id}: #{why}", sent: sent, operation: @operation.id, attempts: number)
        # Sets the cause without raising here.
        begin
          raise broken, cause: error
        rescue TransportError => e
          e
        end
      end

      def failed_status(response, names, number)
        raw, whole = Collect.some(response.body, ERROR_LIMIT)
        status = response.status
        @core.authorizer.forget(names) if status == 401
        body = typed_error(status, response.headers, raw) if whole
        error = ApiError.for_status(status).new(
          "#{@operation.id}: status #{status}", status: status, headers: response.headers, body: body, raw: raw,
                                                request_id: Reply.request_id(response.headers, @settings),
                                                retry_after: RetryPolicy.retry_after(response.headers),
                                                operation: @operation.id, attempts: number
        )
        failure_of(error, number)
      end

      def typed_error(status, headers, raw)
        _, type, notations = @operation.errors.find { |pattern, _| Status.match?(pattern, status) }
        notation = notations ? Notation.choose(notations, Notation.actual(headers)) : Json
        type&.decode(notation.parse(raw, decimals: Package::DECIMALS))
      rescue Mismatch
        nil
      end
    end

    # What a transport raised; +cause+ is that.
    class Rejected < StandardError; end

    # Bodies as strings.
    module Collect
      module_function

      # The beginning of a body, and whether it is all.
      def some(body, limit)
        return [body.byteslice(0, limit), body.bytesize <= limit] if body.is_a?(::String)

        text = +"".b
        body&.each do |chunk|
          text << chunk
          break if text.bytesize > limit
        end
        body.close if body.respond_to?(:close)
        [text.byteslice(0, limit), text.bytesize <= limit]
      rescue Error, AttemptTimeout
        raise
      rescue StandardError
        raise Rejected
      end
    end
  end
end
