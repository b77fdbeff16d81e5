// A phone's side of docs/payload.md, for Android. Needs kotlinx-serialization-json, kotlinx-coroutines and OkHttp 4.

package example.garland

import java.io.IOException
import java.time.Duration
import java.time.Instant
import kotlin.random.Random
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import kotlinx.serialization.Serializable
import kotlinx.serialization.decodeFromString
import kotlinx.serialization.encodeToString
import kotlinx.serialization.json.Json
import okhttp3.HttpUrl
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.Response

@Serializable data class Png(val mdpi: String, val hdpi: String, val xhdpi: String, val xxhdpi: String, val xxxhdpi: String)

@Serializable data class AndroidArt(val resourceName: String, val png: Png)

@Serializable data class Tint(val light: String, val dark: String, val accent: String? = null)

@Serializable data class Text(val glyph: String, val emoji: String)

@Serializable
data class Decoration(
    val key: String,
    val label: Map<String, String>,
    val android: AndroidArt,
    val tint: Tint,
    val text: Text,
)

@Serializable data class Show(val decoration: Decoration, val showFrom: String, val showUntil: String) {
    val from: Instant get() = Instant.parse(showFrom)
    val until: Instant get() = Instant.parse(showUntil)
}

@Serializable data class Sms(val number: String, val text: String)

@Serializable
data class Off(
    val url: String,
    val sms: Sms? = null,
    val scopes: List<String>,
    val labels: Map<String, Map<String, String>>,
)

@Serializable data class Refresh(val afterSeconds: Long, val jitterSeconds: Long)

@Serializable
data class Tray(
    val epoch: Long,
    val decoration: Decoration? = null,
    val showFrom: String? = null,
    val showUntil: String? = null,
    val upcoming: List<Show> = emptyList(),
    val off: Off,
    val refresh: Refresh,
) {
    private val shows: List<Show>
        get() = if (decoration == null || showFrom == null || showUntil == null) upcoming
        else listOf(Show(decoration, showFrom, showUntil)) + upcoming

    /** What stands in the tray at an instant. The phone's clock decides, also without a network. */
    fun shownAt(now: Instant): Decoration? = shows.firstOrNull { it.from <= now && now < it.until }?.decoration

    /** When to look again: something begins or ends. Set an alarm for it; no question is needed then. */
    fun nextTurnAfter(now: Instant): Instant? = shows.flatMap { listOf(it.from, it.until) }.filter { it > now }.minOrNull()
}

/** What is kept on the phone, so that the tray is right after a restart and offline. */
@Serializable data class Kept(val tray: Tray, val etag: String, val answeredAtMillis: Long)

/** Any storage of the app's own; the text is a `Kept`. */
interface TrayStorage {
    fun read(): String?
    fun write(text: String)
}

class TrayKeeper(
    private val http: OkHttpClient,
    /** Such as https://garland.example/v1/tray?platform=android&appVersion=5.12.0&locale=ru-RU&timezone=Asia/Omsk */
    private val address: HttpUrl,
    private val token: suspend () -> String,
    private val storage: TrayStorage,
) {
    // Members may be added within version 1.
    private val json = Json { ignoreUnknownKeys = true }

    fun kept(): Kept? = storage.read()?.let { text -> runCatching { json.decodeFromString<Kept>(text) }.getOrNull() }

    /** Asks once, keeps the answer, and says how long to wait until the next question. */
    suspend fun ask(): Duration = withContext(Dispatchers.IO) {
        val kept = kept()
        val request = Request.Builder().url(address).header("Authorization", "Bearer ${token()}")
        if (kept != null) request.header("If-None-Match", kept.etag)
        try {
            http.newCall(request.build()).execute().use { response -> take(response, kept) }
        } catch (_: IOException) {
            AFTER_A_FAILURE
        }
    }

    private fun take(response: Response, kept: Kept?): Duration {
        val now = System.currentTimeMillis()
        if (response.code == 304 && kept != null) {
            keep(kept.copy(answeredAtMillis = now))
            return waitFor(kept.tray.refresh)
        }
        val body = response.body?.string()
        if (response.code != 200 || body == null) return retryAfter(response) ?: AFTER_A_FAILURE
        val tray = json.decodeFromString<Tray>(body)
        // An older answer that took longer is dropped; after a day without any, even a restored service is believed.
        val isStale = kept != null && tray.epoch < kept.tray.epoch && now - kept.answeredAtMillis < A_DAY_MILLIS
        if (!isStale) keep(Kept(tray, response.header("ETag").orEmpty(), now))
        return waitFor(tray.refresh)
    }

    private fun keep(kept: Kept) = storage.write(json.encodeToString(kept))

    private fun waitFor(refresh: Refresh): Duration =
        Duration.ofSeconds(refresh.afterSeconds + Random.nextLong(refresh.jitterSeconds + 1))

    private fun retryAfter(response: Response): Duration? =
        response.header("Retry-After")?.toLongOrNull()?.let { Duration.ofSeconds(it + Random.nextLong(60)) }

    private companion object {
        val AFTER_A_FAILURE: Duration = Duration.ofMinutes(15)
        const val A_DAY_MILLIS = 86_400_000L
    }
}
