namespace FlowLogStack.Processing;

/// <summary>Validation of endpoint URLs.</summary>
static class Endpoints
{
    /// <summary>Returns the URL if it uses HTTPS, or HTTP to a loopback address.</summary>
    /// <exception cref="SettingsException">Any other URL. Records would cross the network unencrypted.</exception>
    public static Uri Checked(string source, Uri url) =>
        url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)
            ? url
            : throw new SettingsException(source, $"{source} is '{url.Scheme}://{url.Host}…', which is not encrypted. Use https, or http to an extension "
            + "on localhost.");
}
