using System.Buffers;
using System.Text.Json;
using Amazon.SecretsManager.Model;

namespace FlowLogStack.Processor;

/// <summary>The URL of the endpoint and the headers of every request to it.</summary>
/// <param name="Url">The URL.</param>
/// <param name="Headers">Headers, such as an authorization.</param>
/// <param name="IsFromSecret">Whether the URL comes from the secret rather than from the environment.</param>
sealed record EndpointAddress(Uri Url, IReadOnlyList<KeyValuePair<string, string>> Headers, bool IsFromSecret)
{
    static readonly SearchValues<char> TokenCharacters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    static readonly HashSet<string> Framing = new(
        ["Connection", "Content-Length", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade"], StringComparer.OrdinalIgnoreCase);
    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads the address from the settings and the secret.</summary>
    /// <exception cref="SettingsException">They contain no valid address; the message never contains the secret.</exception>
    public static async Task<EndpointAddress> ReadAsync(EndpointSettings settings, AwsClients clients, CancellationToken cancellation)
    {
        if (settings.SecretArn is not { } arn)
            return new EndpointAddress(settings.Url!, [], IsFromSecret: false);
        var value = await clients.Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = arn }, cancellation).ConfigureAwait(false);
        var (url, headers) = Parse(arn, (value.SecretString ?? "").Trim());
        return new EndpointAddress(
            url is null
                ? settings.Url ?? throw new SettingsException("ENDPOINT_SECRET_ARN", $"The secret {arn} has no 'url', and SUMO_ENDPOINT is not set. Add "
                + "\"url\" to the secret.")
                : Endpoints.Checked("ENDPOINT_SECRET_ARN", url),
            headers,
            IsFromSecret: url is not null);
    }

    static (Uri? Url, List<KeyValuePair<string, string>> Headers) Parse(string arn, string text)
    {
        if (!text.StartsWith('{'))
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var bare)
                ? (bare, [])
                : throw Unreadable(arn);
        }

        try
        {
            using var json = JsonDocument.Parse(text, Strict);
            List<KeyValuePair<string, string>> headers = [];
            if (json.RootElement.TryGetProperty("headers", out var members))
            {
                foreach (var header in members.EnumerateObject())
                    headers.Add(Checked(arn, headers, header.Name, header.Value.GetString() ?? ""));
            }

            return json.RootElement.TryGetProperty("url", out var url)
                ? Uri.TryCreate(url.GetString(), UriKind.Absolute, out var address) ? (address, headers) : throw Unreadable(arn)
                : (null, headers);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Unreadable(arn);
        }
    }

    // The message must not contain the name or the value, because either may be secret.
    static KeyValuePair<string, string> Checked(string arn, List<KeyValuePair<string, string>> before, string name, string value)
    {
        var problem = name is "" || name.AsSpan().IndexOfAnyExcept(TokenCharacters) >= 0
            ? "has a name that is not an HTTP token. Use letters, digits and hyphens, and move text after a colon into the value"
            : Framing.Contains(name) ? "has a name that HTTP reserves. Remove it"
            : value.Any(char.IsControl) ? "has a value with a line break or another control character. Remove the character"
            : before.Exists(other => other.Key.Equals(name, StringComparison.OrdinalIgnoreCase)) ? "has the name of an earlier header. Remove one of them"
            : null;
        return problem is null
            ? new(name, value)
            : throw new SettingsException("ENDPOINT_SECRET_ARN", $"Header {before.Count + 1} in 'headers' of the secret {arn} {problem}.");
    }

    static SettingsException Unreadable(string arn) =>
        new("ENDPOINT_SECRET_ARN", $"The secret {arn} is neither a URL nor an object. Use {{\"url\":\"https://…\",\"headers\":{{\"Authorization\":\"…\"}}}}.");
}
