# frozen_string_literal: true

require "time"

module Sdk
  module Runtime
    # How an attempt failed, as far as trying again depends on it: the server cannot have seen it (+:not_sent+), may have acted
    # (+:unanswered+), answered (+:status+), or it would come out the same again (+:final+).
    Failure = Struct.new(:kind, :error, :status, :retry_after)

    # Whether a call is tried again, and after how long. Times are in seconds.
    class RetryPolicy
      STATUSES = [408, 429, 500, 502, 503, 504].freeze

      # @return [Integer]
      attr_reader :max_attempts

      def initialize(max_attempts: 3, first: 0.5, longest: 8, retry_after_limit: 120, random: Random)
        @max_attempts = max_attempts
        @first = first
        @longest = longest
        @retry_after_limit = retry_after_limit
        @random = random
      end

      # The wait before the next attempt; +nil+ if there is to be none. +attempt+ is 1 after the first.
      def delay(safety, failure, attempt, max_attempts = @max_attempts)
        return if attempt >= max_attempts || !retryable?(safety, failure)
        return (failure.retry_after if failure.retry_after <= @retry_after_limit) if failure.retry_after

        [@longest, @first * (2**(attempt - 1))].min * @random.rand
      end

      # The value of +Retry-After+: seconds, or a date, counted from the server's own +Date+, as clocks differ.
      def self.retry_after(headers)
        text = headers["retry-after"].to_s.strip
        return text.to_f if text.match?(/\A\d+(\.\d+)?\z/)

        until_time = date(text)
        until_time && [until_time - (date(headers["date"].to_s) || Time.now), 0.0].max
      end

      def self.date(text)
        Time.httpdate(text)
      rescue ArgumentError
        nil
      end
      private_class_method :date

      private

      def retryable?(safety, failure)
        return false if safety == :never || failure.kind == :final
        return true if failure.kind == :not_sent

        careful = safety == :unsafe
        return !careful if failure.kind == :unanswered
        return STATUSES.include?(failure.status) unless careful

        failure.status == 429 || (failure.status == 503 && !failure.retry_after.nil?)
      end
    end

    # The storm guard: a bucket of tokens for all calls of a client. Without tokens there are no retries.
    class Budget
      CAPACITY = 500
      RETRY = 5
      # A server that does not answer is worse off than one that says so.
      TIMEOUT = 10

      def initialize
        @tokens = CAPACITY
        @lock = Mutex.new
      end

      # Takes the cost of a retry; +false+ if there is not enough left.
      def spend(cost)
        @lock.synchronize do
          enough = @tokens >= cost
          @tokens -= cost if enough
          enough
        end
      end

      # Returns a token.
      def succeed
        @lock.synchronize { @tokens += 1 if @tokens < CAPACITY }
      end
    end
  end
end
