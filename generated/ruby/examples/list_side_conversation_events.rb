# frozen_string_literal: true

# List the events of a side conversation
#
# Run it with `ruby examples/list_side_conversation_events.rb`.

require_relative "common"

client = Example.client
page = client.events.list(4711, "5a3c3f40-1618-11f1-af1c-4a3b9c7d10e2").page
pp page
