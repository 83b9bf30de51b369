module example.com/conformance

go 1.21

require example.com/zendesk/sideconversations v0.0.0

replace example.com/zendesk/sideconversations => ../../../generated/go
