using System.Text;
using System.Text.Json;

namespace FlowLogStack.Soak;

/// <summary>An event that is sent until everything in it is accepted, as AWS does.</summary>
sealed class SoakEvent(string kind, AnswerShape shape, IReadOnlyList<SoakItem> items, Func<string, string> envelope)
{
    IReadOnlyList<SoakItem> open = items;

    /// <summary>Its shape's name.</summary>
    public string Kind => kind;

    /// <summary>Whether everything is accepted.</summary>
    public bool IsDone => open.Count == 0;

    /// <summary>The records in it.</summary>
    public int Records { get; } = items.Sum(item => item.Count);

    /// <summary>The event with what is not accepted yet.</summary>
    public byte[] Payload() => Encoding.UTF8.GetBytes(envelope(string.Join(',', open.Select(item => item.Json))));

    /// <summary>Takes a response into account.</summary>
    /// <param name="response">The response.</param>
    /// <param name="answered">Receives the data of answers to Firehose.</param>
    public void Accept(byte[] response, Action<byte[]> answered)
    {
        using var json = JsonDocument.Parse(response);
        switch (shape)
        {
            case AnswerShape.None when json.RootElement.EnumerateObject().Any():
                throw new InvalidDataException($"The response to {kind} is {Encoding.UTF8.GetString(response)}, and it should be empty.");
            case AnswerShape.None:
                open = [];
                break;
            case AnswerShape.Failures:
                var failed = Failures(json.RootElement);
                open = [.. open.Where(item => failed.Contains(item.Id))];
                break;
            case AnswerShape.Checkpoint:
                // A stream goes on at the first record that failed.
                var from = Failures(json.RootElement);
                open = from.Count == 0 ? [] : [.. open.SkipWhile(item => !from.Contains(item.Id))];
                break;
            default:
                List<SoakItem> again = [];
                foreach (var (item, record) in open.Zip(json.RootElement.GetProperty("records").EnumerateArray()))
                {
                    if (item.Id != record.GetProperty("recordId").GetString())
                        throw new InvalidDataException($"The answer has {record.GetProperty("recordId")} where {item.Id} should be.");
                    if (record.GetProperty("result").GetString() == "Ok")
                        answered(record.GetProperty("data").GetBytesFromBase64());
                    else
                        again.Add(item);
                }

                open = again;
                break;
        }
    }

    static HashSet<string?> Failures(JsonElement response) =>
        [.. response.GetProperty("batchItemFailures").EnumerateArray().Select(failure => failure.GetProperty("itemIdentifier").GetString())];
}
