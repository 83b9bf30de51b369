# frozen_string_literal: true

# Import a side conversation
#
# Run it with `ruby examples/import_side_conversation.rb`.

require_relative "common"

client = Example.client
result = client.side_conversations.import(
  4711,
  ZendeskSideConversations::Models::ImportSideConversationRequest.new(
    side_conversation: { subject: "Smell of burning in room 12", state: "closed", external_ids: { "notebook" => "page-3" } },
    events: [
      {
        created_at: "2022-10-05T20:47:02.230Z",
        message: {
          subject: "Smell of burning in room 12",
          body: "There is a smell of burning near the printer.",
          from: { name: "Lucy Clerk", email: "lucy.clerk@example.com" },
          to: [{ name: "Repair Desk", email: "repairs@example.com" }],
          external_ids: { "note" => "note-17" }
        }
      }
    ]
  )
)
pp result
