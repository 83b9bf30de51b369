# frozen_string_literal: true

require "timeout"

module ZendeskSideConversations
  module Runtime
    # Raised in an attempt whose time is up.
    class AttemptTimeout < StandardError; end

    # Time that only goes forward, in seconds.
    module Clock
      module_function

      def now
        Process.clock_gettime(Process::CLOCK_MONOTONIC)
      end
    end
  end
end
