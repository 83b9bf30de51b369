# frozen_string_literal: true

# Show a side conversation
#
# Run it with `ruby examples/show_side_conversation.rb`.

require_relative "common"

client = Example.client
result = client.side_conversations.show(4711, "5a3c3f40-1618-11f1-af1c-4a3b9c7d10e2")
pp result
