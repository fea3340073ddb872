/** A message in the caller's hands: others do not see it until it is released, or its time is over. */
export interface QueueMessage {
  readonly id: string;
  readonly body: string;
  /** What the queue wants to hear when the message is deleted or released. */
  readonly receipt: string;
  /** When it was first sent, ISO 8601 UTC. */
  readonly sentAt: string;
  /** How often it has been received, this time included. */
  readonly receiveCount: number;
}

/** What operators' commands need of a queue. Every method throws TransientError when the queue is away. */
export interface MessageQueue {
  /** Takes up to ten messages for a minute; none when the queue holds none that can be seen. */
  take(): Promise<readonly QueueMessage[]>;
  /** Lets others see the messages again within a second or two. */
  release(messages: readonly QueueMessage[]): Promise<void>;
  delete(messages: readonly QueueMessage[]): Promise<void>;
  /** Sends up to ten messages; ends when the queue has all of them. */
  send(bodies: readonly string[]): Promise<void>;
}
