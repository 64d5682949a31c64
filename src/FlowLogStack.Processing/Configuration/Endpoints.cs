namespace FlowLogStack.Processing;

/// <summary>What URLs records may be posted to.</summary>
static class Endpoints
{
    /// <summary>The URL, when it is HTTPS or stays on this machine.</summary>
    /// <exception cref="SettingsException">Anything else, which would show the records to the network.</exception>
    public static Uri Checked(string source, Uri url) =>
        url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)
            ? url
            : throw new SettingsException(source, $"{source} is '{url.Scheme}://{url.Host}…', and records travel over https only: use https, or http to an extension on localhost.");
}
