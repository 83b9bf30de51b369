package com.example.zendesk.sideconversations.runtime;

/**
 * A call, not yet made: {@code execute()} makes it and waits, {@code executeAsync()} makes it.
 *
 * @param <T> what it gives back
 */
public final class Call<T> extends BaseCall<T, Call<T>> {
  Call(Core core, Request request, Reader<T> reader) {
    super(core, request, reader);
  }
}
