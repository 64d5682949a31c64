using System.Text.Json;
using Amazon.SecretsManager.Model;

namespace FlowLogStack.Processor;

/// <summary>Where the endpoint is and what every request to it carries.</summary>
/// <param name="Url">The URL.</param>
/// <param name="Headers">Headers, such as an authorization.</param>
/// <param name="IsFromSecret">Whether the URL is the secret's, not the environment's.</param>
sealed record EndpointAddress(Uri Url, IReadOnlyList<KeyValuePair<string, string>> Headers, bool IsFromSecret)
{
    /// <summary>The address that the settings and the secret make.</summary>
    /// <exception cref="SettingsException">They make none; the message never shows the secret.</exception>
    public static async Task<EndpointAddress> ReadAsync(EndpointSettings settings, AwsClients clients, CancellationToken cancellation)
    {
        if (settings.SecretArn is not { } arn)
            return new EndpointAddress(settings.Url!, [], IsFromSecret: false);
        var value = await clients.Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = arn }, cancellation).ConfigureAwait(false);
        var (url, headers) = Parse(arn, (value.SecretString ?? "").Trim());
        return new EndpointAddress(
            url is null
                ? settings.Url ?? throw new SettingsException("ENDPOINT_SECRET_ARN", $"The secret {arn} has no 'url', and SUMO_ENDPOINT is not set: add \"url\" to the secret.")
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
            using var json = JsonDocument.Parse(text);
            List<KeyValuePair<string, string>> headers = [];
            if (json.RootElement.TryGetProperty("headers", out var members))
            {
                foreach (var header in members.EnumerateObject())
                    headers.Add(new(header.Name, header.Value.GetString() ?? ""));
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

    static SettingsException Unreadable(string arn) =>
        new("ENDPOINT_SECRET_ARN", $"The secret {arn} is neither a URL nor an object: write {{\"url\":\"https://…\",\"headers\":{{\"Authorization\":\"…\"}}}}.");
}
