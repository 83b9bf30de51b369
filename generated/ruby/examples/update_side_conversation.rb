# frozen_string_literal: true

# Update a side conversation
#
# Run it with `ruby examples/update_side_conversation.rb`.

require_relative "common"

client = Example.client
result = client.side_conversations.update(
  4711,
  "5a3c3f40-1618-11f1-af1c-4a3b9c7d10e2",
  ZendeskSideConversations::Models::UpdateSideConversationRequest.new(side_conversation: { state: "closed" })
)
pp result
