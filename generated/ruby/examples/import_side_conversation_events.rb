# frozen_string_literal: true

# Import events into a side conversation
#
# Run it with `ruby examples/import_side_conversation_events.rb`.

require_relative "common"

client = Example.client
result = client.events.import(
  4711,
  "5a3c3f40-1618-11f1-af1c-4a3b9c7d10e2",
  ZendeskSideConversations::Models::ImportSideConversationEventsRequest.new(
    events: [
      {
        created_at: "2026-03-02T15:12:40.000Z",
        message: {
          subject: "Printer on fire in room 12",
          body: "I called: the technician needs the key of room 12.",
          from: { name: "Sally Agent", email: "sally.agent@example.com" },
          to: [{ name: "Repair Desk", email: "repairs@example.com" }],
          external_ids: { "note" => "note-18" }
        }
      }
    ]
  )
)
pp result
